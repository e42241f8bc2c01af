// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <string>
#include <vector>

#include "cli/client/facts.hpp"
#include "glib/handle.hpp"

namespace cli {

/**
 * The daemon, as a command reaches it: org.earshot.Earshot1 on the system bus.
 * Calls wait for the answer, five seconds at most. What fails throws Failure
 * and says what to do: start the daemon, join the group, restart an older one.
 */
class Daemon {
 public:
  static constexpr const char* name = "org.earshot.Earshot1";
  static constexpr const char* path = "/org/earshot";

  /** Connects to the system bus. */
  Daemon();

  /** A method; `arguments` may be floating, or null for none. */
  glib::Variant call(const char* method, GVariant* arguments = nullptr) const;
  /** All properties. */
  Facts state() const;
  /** What was recorded since then (ISO 8601, UTC). */
  std::vector<Facts> log(const std::string& since) const;

  GDBusConnection& bus() const { return *bus_; }

 private:
  glib::Variant send(const char* interface, const char* method,
                     GVariant* arguments) const;

  glib::Object<GDBusConnection> bus_;
};

}  // namespace cli
