// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/clock_change.hpp"

#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

ClockChange::ClockChange(std::function<void()> then)
    : timer_{timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)} {
  if (!timer_) {
    g_warning("nobody tells when the clock is set: %s", g_strerror(errno));
    return;
  }
  wait();
  source_.emplace(std::vector<pollfd>{{timer_.get(), POLLIN, 0}},
                  [this, then = std::move(then)](std::span<pollfd>) {
                    if (was_set()) then();
                  });
}

/** For a time that never comes. */
void ClockChange::wait() const {
  itimerspec never{};
  never.it_value.tv_sec = std::numeric_limits<time_t>::max();
  timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET,
                  &never, nullptr);
}

bool ClockChange::was_set() const {
  std::uint64_t times = 0;
  const bool set =
      read(timer_.get(), &times, sizeof times) < 0 && errno == ECANCELED;
  wait();
  return set;
}
