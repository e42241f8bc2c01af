// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "pairing/event.hpp"

namespace pairing {

/** The minutes in which strangers can see and ask the box. */
class Window {
 public:
  /** Numbers are said this far apart, */
  static constexpr Time prompt_every = std::chrono::seconds{10};
  /** and this many at most, in one window or in each `prompts_within`. */
  static constexpr unsigned most_prompts = 5;
  static constexpr Time prompts_within = std::chrono::minutes{3};

  enum class By : std::uint8_t {
    itself,    ///< by configuration
    power_on,  ///< by somebody who switched the box on
    act,       ///< by somebody: a key, a command, the gesture
  };

  /** Asks for the window; open() follows as soon as BlueZ is ready. */
  void want(By by) noexcept {
    wanted_ = true;
    by_ = by;
  }
  bool wanted() const noexcept { return wanted_; }
  bool is_open() const noexcept { return open_; }
  By by() const noexcept { return by_; }

  /** Opens for `length` from now on, or until close() if there is none. Where
   * somebody opens it, the last number's ten seconds need not have passed. */
  void open(Time now, std::optional<Time> length) noexcept;
  void close() noexcept;

  /** Counts a failed request; true once there are `limit` of them. */
  bool fail(unsigned limit) noexcept { return ++failures_ >= limit; }

  /** Another number may be said, as soon as it is its turn. */
  bool has_prompts(Time now) const noexcept;
  /** How long until then. */
  Time next_prompt(Time now) const noexcept;
  void prompted(Time now) noexcept;

  /** When the window shuts. */
  std::optional<Time> deadline() const noexcept { return deadline_; }

  /** What is left of an open window; nothing: it has no end. */
  std::optional<Time> left(Time now) const noexcept;

  /** Open, but its time is up. */
  bool expired(Time now) const noexcept;

 private:
  bool wanted_ = false;
  bool open_ = false;
  By by_ = By::itself;
  unsigned failures_ = 0;
  unsigned prompts_ = 0;
  Time counting_since_{};  ///< prompts_ counts from here
  std::optional<Time> prompted_;
  std::optional<Time> deadline_;
};

}  // namespace pairing
