// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "config/quiet_hours.hpp"
#include "glib/source.hpp"
#include "host/clock_change.hpp"

/**
 * Whether it is a quiet hour, by a clock that may be wrong at first: a
 * Raspberry Pi starts with the time of its last shutdown. Until the time is
 * known it is quiet. It is known once a time server was reached or somebody has
 * set the clock; and after a minute without either, the clock is believed,
 * unless it says that the hours hold.
 */
class QuietTimes {
 public:
  /** `synchronized` is a file that is there once the clock was set by a time
   * server; `look` is called whenever holds() may have changed. */
  QuietTimes(std::filesystem::path synchronized, std::function<void()> look,
             std::chrono::seconds patience = std::chrono::minutes{1});

  void hours(const QuietHours& hours) { hours_ = hours; }

  /** Now, by the clock as it is now. */
  bool holds();
  /** It can be told whether it is a quiet hour. */
  bool is_known() const noexcept { return known_; }
  /** A time server may still be reached in time. */
  bool is_waiting() const noexcept { return waiting_.running(); }
  /** That was known only when the hours ended: whoever switched the box on has
   * long since gone. */
  bool were_waited_out() const noexcept { return waited_out_; }

 private:
  void clock_was_set();
  void wait();

  std::filesystem::path synchronized_;
  std::function<void()> look_;
  QuietHours hours_;
  bool known_ = false;
  bool waited_out_ = false;
  std::chrono::seconds patience_;  ///< what is left of it
  glib::Timeout waiting_;
  glib::Timeout change_;
  ClockChange clock_;
};
