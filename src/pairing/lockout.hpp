// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "pairing/event.hpp"

namespace pairing {

/**
 * How long the window must stay shut after failures: 5 minutes, then 15, 60 and
 * 240, for all addresses together, since addresses are free to forge.
 */
class Lockout {
 public:
  static constexpr std::array<Time, 4> rests{
      std::chrono::minutes{5}, std::chrono::minutes{15},
      std::chrono::minutes{60}, std::chrono::minutes{240}};

  /** Too many failures: shut from now on for what this returns, longer each
   * time. */
  Time strike(Time now) noexcept {
    const Time rest = rests[level_];
    until_ = now + rest;
    level_ = std::min(level_ + 1, rests.size() - 1);
    return rest;
  }
  /** From this many on only somebody in the room opens the window. */
  static constexpr unsigned most_rests = 2;

  /** Somebody in the room is dealing with it: start again at zero. */
  void forgive() noexcept { *this = {}; }
  /** The window may open once, but the next rest is as long as it would be. */
  void lift() noexcept { until_.reset(); }

  /** How often it rested since then, as far as the next rest's length tells. */
  unsigned count() const noexcept { return static_cast<unsigned>(level_); }
  void recall(unsigned count) noexcept {
    level_ = std::min<std::size_t>(count, rests.size() - 1);
  }
  /** The window may open by itself after its rest. */
  bool lets_open() const noexcept { return level_ < most_rests; }

  bool holds(Time now) const noexcept { return until_ && now < *until_; }
  std::optional<Time> until() const noexcept { return until_; }

 private:
  std::size_t level_ = 0;
  std::optional<Time> until_;
};

}  // namespace pairing
