// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "pairing/event.hpp"

namespace pairing {

/**
 * The second knock, of phones that send no volume: seven slots, some of which,
 * chosen at random, begin with a tone. After each tone the phone's music is to
 * be stopped or begun, once.
 *
 * A person takes 0.3 to 1.5 s and a phone 0.1 to 3 s (Android ends its stream
 * that late after a pause), so what answers a tone falls into its own slot.
 */
class Tones {
 public:
  static constexpr unsigned slots = 7;
  static constexpr Time slot = std::chrono::milliseconds{4600};
  static constexpr Time length = slots * slot;
  /** That many of them sound; each choice is equally likely. */
  static constexpr unsigned fewest = 2;
  static constexpr unsigned most = 5;
  static constexpr unsigned choices = 21 + 35 + 35 + 21;

  Tones() = default;
  explicit Tones(std::uint32_t random) noexcept {
    unsigned before = random % choices;
    while (!is_choice(bits_) || before-- > 0) ++bits_;
  }

  /** The slot, 0..slots-1, begins with a tone. */
  bool at(unsigned slot) const noexcept { return (bits_ >> slot & 1u) != 0; }

 private:
  static bool is_choice(unsigned bits) noexcept {
    const auto tones = static_cast<unsigned>(std::popcount(bits));
    return tones >= fewest && tones <= most;
  }

  unsigned bits_ = 0;
};

/** When a phone's music began or stopped, as one source tells it. */
class Toggles {
 public:
  enum class Answer : std::uint8_t { none, wrong, right };

  /** The first word tells no change. */
  void playing_is(bool now_playing, Time now);

  /** Nothing: not a word of it yet. */
  std::optional<bool> playing() const noexcept { return playing_; }

  /** What it did in the slots of `tones`, the last of which ends at `end`. */
  Answer answer(const Tones& tones, Time end) const noexcept;

 private:
  std::optional<bool> playing_;
  std::vector<Time> changes_;
};

}  // namespace pairing
