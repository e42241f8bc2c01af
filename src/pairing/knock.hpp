// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "pairing/presses.hpp"

namespace pairing {

/** A row of presses that the voice asks for: 1..16, each up or down. */
class Row {
 public:
  static constexpr unsigned longest = 16;
  /** Presses to one side of the middle that can be seen; see has_room(). */
  static constexpr int reach = 5;

  Row() = default;
  /** `length` presses, 1..16, out of the lowest bits of `random`. */
  Row(unsigned length, std::uint32_t random) noexcept
      : length_{static_cast<std::uint8_t>(length)},
        bits_{static_cast<std::uint16_t>(random)} {}

  unsigned length() const noexcept { return length_; }
  /** The press at a place, 0..length()-1. */
  Press at(unsigned place) const noexcept {
    return (bits_ >> place & 1u) != 0 ? Press::up : Press::down;
  }
  /** No press of it is beyond an end of the scale. */
  bool stays_in_reach() const noexcept {
    int level = 0;
    for (unsigned place = 0; place < length_; ++place) {
      level += at(place) == Press::up ? 1 : -1;
      if (level > reach || level < -reach) return false;
    }
    return true;
  }

 private:
  std::uint8_t length_ = 0;
  std::uint16_t bits_ = 0;
};

/** One attempt at a row: the first wrong press ends it, and so does one too
 * many.
 */
class Knock {
 public:
  enum class State : std::uint8_t { going_on, right, wrong };

  static constexpr std::uint8_t middle = 64;

  Knock() = default;
  explicit Knock(Row row) noexcept : row_{row} {}

  State press(Press press) noexcept {
    if (is_right() || press != row_.at(done_)) return State::wrong;
    ++done_;
    return is_right() ? State::right : State::going_on;
  }
  bool is_right() const noexcept {
    return row_.length() > 0 && done_ == row_.length();
  }

  /**
   * From this volume Row::reach presses either way can be seen: phones have 15
   * or more steps, so a press is worth 9 of 127 at most.
   */
  static bool has_room(std::uint8_t volume) noexcept {
    return volume >= 40 && volume <= 87;
  }
  /** A phone that is there can't have been in the middle one press ago, or two
   * that came as one. */
  static bool is_elsewhere(std::uint8_t volume) noexcept {
    return volume < middle - 20 || volume > middle + 20;
  }

 private:
  Row row_;
  unsigned done_ = 0;
};

}  // namespace pairing
