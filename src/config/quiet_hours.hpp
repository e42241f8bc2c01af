// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

/**
 * The hours of each day in which nothing a stranger does makes a sound: from
 * one minute of the local day to another, over midnight where it is the later
 * one; none where both are the same.
 */
struct QuietHours {
  std::chrono::minutes from{0};  ///< after midnight, below 24 h
  std::chrono::minutes to{0};

  /** At this time of day, 0 s..24 h. */
  bool hold(std::chrono::seconds time) const noexcept;
  /** Until they begin or end; a day at most. */
  std::chrono::seconds until_change(std::chrono::seconds time) const noexcept;

  bool operator==(const QuietHours&) const = default;
};
