// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "pairing/presses.hpp"

namespace pairing {

/** A row of presses that the voice asks for: 1..8, each up or down. */
class Row {
 public:
  Row() = default;
  /** `length` presses, 1..8, out of the lowest bits of `random`. */
  Row(unsigned length, std::uint32_t random) noexcept
      : length_{static_cast<std::uint8_t>(length)},
        bits_{static_cast<std::uint8_t>(random)} {}

  unsigned length() const noexcept { return length_; }
  /** The press at a place, 0..length()-1. */
  Press at(unsigned place) const noexcept {
    return (bits_ >> place & 1u) != 0 ? Press::up : Press::down;
  }

 private:
  std::uint8_t length_ = 0;
  std::uint8_t bits_ = 0;
};

/** One attempt at a row: the first wrong press ends it. */
class Knock {
 public:
  enum class State : std::uint8_t { going_on, right, wrong };

  Knock() = default;
  explicit Knock(Row row) noexcept : row_{row} {}

  State press(Press press) noexcept {
    if (press != row_.at(done_)) return State::wrong;
    return ++done_ < row_.length() ? State::going_on : State::right;
  }

  /**
   * From this volume five presses either way can be seen: phones have 15 or
   * more steps, so a press is worth 9 of 127 at most. A row of eight can still
   * run into an end, from the edge of this range, about once in 25 rows.
   */
  static bool has_room(std::uint8_t volume) noexcept {
    return volume >= 40 && volume <= 87;
  }

 private:
  Row row_;
  unsigned done_ = 0;
};

}  // namespace pairing
