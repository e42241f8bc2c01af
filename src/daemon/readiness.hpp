// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <optional>
#include <string>

#include "bluez/adapters.hpp"
#include "bluez/registration.hpp"
#include "config/config.hpp"
#include "glib/source.hpp"
#include "pairing/event.hpp"

/**
 * Whether requests can reach us: our agent is BlueZ's default one, on a powered
 * adapter. And whether strangers can see the box: only while that holds, and as
 * long as the pairing window is open.
 */
class Readiness {
 public:
  struct Listener {
    /** Ready now, or no longer. */
    std::function<void(bool ready)> changed;
    /** An adapter came, went, or was switched on or off. */
    std::function<void()> adapters_changed;
  };

  Readiness(GDBusConnection& bus, const Config& config, Listener listener);

  void configure(const Config& config);
  /** bluetoothd and its objects are there; or gone. */
  void begin();
  void end();
  /** BlueZ has released our agent. */
  void released();
  void update_adapter(const char* path, GVariant* properties);

  /** Shows the box, in front of all other agents; nothing: until hide(). */
  void show(std::optional<pairing::Time> length);
  void hide();
  /** Hides the box, then takes our agent from BlueZ; `done` comes once BlueZ
   * has hidden it, or after two seconds. */
  void leave(std::function<void()> done);

  const bluez::Adapters& adapters() const noexcept { return adapters_; }

 private:
  void look();

  Listener listener_;
  bluez::Adapters adapters_;
  bluez::Registration registration_;
  glib::Timeout leaving_;
  bool ready_ = false;
};
