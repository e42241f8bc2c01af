// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/quiet_hours.hpp"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** From one time of day to the next `to`, above 0 s. */
std::chrono::seconds until(std::chrono::seconds time, std::chrono::minutes to) {
  const std::chrono::seconds left = to - time;
  return left > 0s ? left : left + 24h;
}

}  // namespace

bool QuietHours::hold(std::chrono::seconds time) const noexcept {
  if (from < to) return time >= from && time < to;
  if (from > to) return time >= from || time < to;
  return false;
}

std::chrono::seconds QuietHours::until_change(
    std::chrono::seconds time) const noexcept {
  return std::min(until(time, from), until(time, to));
}
