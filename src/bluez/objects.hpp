// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>

#include "glib/calls.hpp"
#include "glib/subscription.hpp"

namespace bluez {

/**
 * BlueZ's tree of objects, followed from one bluetoothd to the next.
 *
 * GDBusObjectManagerClient does the same, but reads the tree with a blocking
 * call each time bluetoothd comes back.
 */
class Objects {
 public:
  struct Taker {
    /** bluetoothd has the bus name; nothing of it is known yet. */
    std::function<void(const char* owner)> came;
    /** All objects that it had at first were told. */
    std::function<void()> complete;
    /** bluetoothd is gone, and with it all objects. */
    std::function<void()> went;
    /** An interface is new, or some of its properties are: a{sv}. */
    std::function<void(const char* path, const char* interface,
                       GVariant* properties)>
        changed;
    /** An interface is gone. */
    std::function<void(const char* path, const char* interface)> removed;
  };

  Objects(GDBusConnection& bus, Taker taker);

 private:
  void follow(const char* owner);
  void take_tree(GVariant* reply, const GError* error);
  void take_object(GVariant* path_and_interfaces);

  GDBusConnection& bus_;
  Taker taker_;
  std::unique_ptr<glib::Calls> calls_;  ///< anew for each bluetoothd
  bool complete_ = false;
  glib::Subscription added_;
  glib::Subscription removed_;
  glib::Subscription changed_;
  glib::NameWatch owner_;
};

}  // namespace bluez
