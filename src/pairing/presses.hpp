// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "pairing/event.hpp"

namespace pairing {

/** A press of a volume key. */
enum class Press : std::uint8_t { down, up };

/**
 * Presses of a phone's volume keys, from the volumes that it reports.
 *
 * The first volume is not a press: a phone reports it when it connects.
 * A key that is held, or a press reported in steps, changes the volume in
 * one direction every few milliseconds, and counts once. At either end of the
 * scale a press changes nothing, and can't be seen.
 */
class Presses {
 public:
  /** Changes in one direction that are closer than this are one press. */
  static constexpr Time held = std::chrono::milliseconds{150};

  /** Takes a volume, 0..127; the press that it shows, if any. */
  std::optional<Press> volume_is(std::uint8_t volume, Time now) noexcept;

  /** This box has set the volume: the next change is measured by this one. */
  void set(std::uint8_t volume) noexcept { volume_ = volume; }

  /** The last volume reported, or set. */
  std::optional<std::uint8_t> volume() const noexcept { return volume_; }

 private:
  std::optional<std::uint8_t> volume_;
  std::optional<Press> last_;
  Time at_{};
};

/**
 * The owner's gesture: volume up, down, up within six seconds, after two
 * seconds in which the volume stayed as it was. Turning the music up or down,
 * or hunting for the right volume, is not a gesture.
 */
class Gesture {
 public:
  static constexpr Time within = std::chrono::seconds{6};
  static constexpr Time rest = std::chrono::seconds{2};

  /** True where this press completes the gesture. */
  bool press(Press press, Time now) noexcept;

 private:
  unsigned done_ = 0;
  Time began_{};
  std::optional<Time> last_;
};

}  // namespace pairing
