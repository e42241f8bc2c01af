// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <functional>

#include "glib/source.hpp"

/** Runs the main loop until something has happened; false: the watchdog. */
inline bool wait_until(
    const std::function<bool()>& happened,
    std::chrono::milliseconds watchdog = std::chrono::seconds{20}) {
  bool barked = false;
  glib::Timeout timeout;
  timeout.once(watchdog, [&] { barked = true; });
  while (!happened() && !barked) g_main_context_iteration(nullptr, TRUE);
  return happened();
}
