// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>

#include "glib/calls.hpp"
#include "glib/source.hpp"

namespace bluez {

/**
 * Makes our agent BlueZ's default agent, and keeps it that. An agent that is
 * pushed aside by another is not told. BlueZ only makes the adapters
 * pairable then (src/agent.c): the one sign there is, and none while they are.
 * So as long as the window is open it asks again every 20 s.
 */
class Registration {
 public:
  /** `changed` tells that is_default() has changed. */
  Registration(GDBusConnection& bus, std::string capability,
               std::function<void()> changed);

  /** bluetoothd is there. */
  void begin();
  /** bluetoothd is gone, or has released us. */
  void end();
  /** bluetoothd has released us; it is asked again a little later. */
  void released();
  /** The window opens: takes our place in front now, and every 20 s; or shuts.
   */
  void window(bool open);
  /** An adapter became pairable without us: asks again a second later. */
  void pushed_aside();
  /** Another capability, "DisplayYesNo", "DisplayOnly" or "KeyboardOnly";
   * registers again. */
  void capability(std::string capability);
  /** Unregisters the agent. */
  void unregister();

  bool is_default() const noexcept { return default_; }

 private:
  void register_agent();
  void request_default();
  void retry(const char* what, const GError* error);
  void set_default(bool is_default);

  GDBusConnection& bus_;
  std::string capability_;
  std::function<void()> changed_;
  std::unique_ptr<glib::Calls> calls_;
  glib::Timeout again_;
  bool default_ = false;
  bool window_ = false;
  bool complained_ = false;
};

}  // namespace bluez
