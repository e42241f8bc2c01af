// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "glib/source.hpp"
#include "test/support/wait.hpp"

/** Waits as long as a thumb does; the daemon's clock is the real one. */
inline void rest(std::chrono::milliseconds time) {
  bool over = false;
  glib::Timeout timeout;
  timeout.once(time, [&] { over = true; });
  wait_until([&] { return over; });
}
