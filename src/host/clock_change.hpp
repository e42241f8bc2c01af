// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "glib/descriptor.hpp"
#include "glib/source.hpp"

/**
 * Calls back whenever somebody sets the wall clock, as time servers do
 * (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET). That the clock is slowed down
 * or sped up is not told.
 */
class ClockChange {
 public:
  explicit ClockChange(std::function<void()> then);

 private:
  void wait() const;
  bool was_set() const;

  glib::Descriptor timer_;
  std::optional<glib::PollSource> source_;
};
