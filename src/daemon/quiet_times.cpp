// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/quiet_times.hpp"

#include <chrono>
#include <system_error>
#include <utility>

#include "store/clock.hpp"

using namespace std::chrono_literals;

QuietTimes::QuietTimes(std::filesystem::path synchronized,
                       std::function<void()> look,
                       std::chrono::seconds patience)
    : synchronized_{std::move(synchronized)},
      look_{std::move(look)},
      patience_{patience},
      clock_{[this] { clock_was_set(); }} {}

bool QuietTimes::holds() {
  const bool none = hours_ == QuietHours{};
  std::error_code unreadable;
  if (none || std::filesystem::exists(synchronized_, unreadable)) known_ = true;
  if (known_)
    waiting_.stop();
  else if (!waiting_.running() && patience_ > 0s)
    waiting_.every(1s, [this] { wait(); });
  if (none) {
    change_.stop();
    return false;
  }
  const auto time = time_of_day();
  change_.once(hours_.until_change(time), [this] {
    waited_out_ = !std::exchange(known_, true);
    look_();
  });
  return !known_ || hours_.hold(time);
}

void QuietTimes::clock_was_set() {
  g_message("the clock was set");
  known_ = true;
  look_();
}

void QuietTimes::wait() {
  if (--patience_ <= 0s) {
    waiting_.stop();
    if (!hours_.hold(time_of_day())) {
      g_message("no time server was reached; the clock is believed");
      known_ = true;
    }
  }
  look_();
}
