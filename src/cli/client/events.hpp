// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/client/facts.hpp"
#include "glib/subscription.hpp"

namespace cli {

/** What the daemon says happens (its signal Happened), while this lives. */
class Events {
 public:
  using Listener = std::function<void(const std::string& what, Facts)>;

  Events(const Daemon& daemon, Listener listener);

 private:
  Listener listener_;
  glib::Subscription signals_;
};

/** Runs the main loop until `done` says so, or for so long; whether it did. */
bool run_until(const std::function<bool()>& done,
               std::chrono::milliseconds most);

/** Runs the main loop until SIGINT or SIGTERM comes; or, where that is wished,
 * nobody reads what this process writes any more. Throws Failure once the bus
 * is gone: nothing would ever come. */
enum class Unread : bool { go_on, end };
void run_until_ended(const Daemon& daemon, Unread unread);

}  // namespace cli
