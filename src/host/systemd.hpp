// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "glib/source.hpp"

/** What we tell systemd, and what it tells us; without systemd, nothing. */
namespace systemd {

/** "READY=1", "STOPPING=1", ...: see sd_notify(3). */
void notify(const char* state) noexcept;

/** Feeds the watchdog of the unit, twice as often as it asks for. */
class Watchdog {
 public:
  Watchdog();

 private:
  glib::Timeout timeout_;
};

/** $STATE_DIRECTORY, else /var/lib/earshot. */
std::filesystem::path state_directory();

/** $RUNTIME_DIRECTORY, else /run/earshot. */
std::filesystem::path runtime_directory();

}  // namespace systemd
