// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/presses.hpp"

#include <array>
#include <utility>

namespace pairing {

std::optional<Press> Presses::volume_is(std::uint8_t volume,
                                        Time now) noexcept {
  const auto before = std::exchange(volume_, volume);
  if (!before || *before == volume) return std::nullopt;
  const Press press = volume > *before ? Press::up : Press::down;
  const bool is_held = last_ == press && now - at_ < held;
  last_ = press;
  at_ = now;
  if (is_held) return std::nullopt;
  return press;
}

bool Gesture::press(Press press, Time now) noexcept {
  constexpr std::array row{Press::up, Press::down, Press::up};
  const bool rested = !last_ || now - *last_ >= rest;
  last_ = now;
  if (done_ > 0 && press == row[done_] && now - began_ <= within) {
    if (++done_ < row.size()) return false;
    done_ = 0;
    return true;
  }
  done_ = 0;
  if (rested && press == row[0]) {
    done_ = 1;
    began_ = now;
  }
  return false;
}

}  // namespace pairing
