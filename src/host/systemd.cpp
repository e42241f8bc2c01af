// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/systemd.hpp"

#include <systemd/sd-daemon.h>

#include <chrono>
#include <cstdlib>

namespace systemd {
namespace {

std::filesystem::path directory(const char* variable, const char* otherwise) {
  const char* named = std::getenv(variable);
  return named && *named ? named : otherwise;
}

}  // namespace

void notify(const char* state) noexcept {
  sd_notify(0, state);
}

Watchdog::Watchdog() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return;
  timeout_.every(std::chrono::milliseconds{microseconds / 2000},
                 [] { notify("WATCHDOG=1"); });
}

std::filesystem::path state_directory() {
  return directory("STATE_DIRECTORY", "/var/lib/earshot");
}

std::filesystem::path runtime_directory() {
  return directory("RUNTIME_DIRECTORY", "/run/earshot");
}

}  // namespace systemd
