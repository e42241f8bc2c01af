// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "glib/error.hpp"
#include "glib/handle.hpp"

/** A connection with a unique name of its own; throws glib::Error. */
inline glib::Object<GDBusConnection> connect_to(const char* address) {
  glib::ErrorSlot error;
  glib::Object<GDBusConnection> result{g_dbus_connection_new_for_address_sync(
      address,
      static_cast<GDBusConnectionFlags>(
          G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION),
      nullptr, nullptr, error.out())};
  error.throw_if_set();
  return result;
}

/** A dbus-daemon of our own, for as long as this object lives. */
class PrivateBus {
 public:
  PrivateBus() { g_test_dbus_up(bus_.get()); }
  ~PrivateBus() { g_test_dbus_stop(bus_.get()); }
  PrivateBus(const PrivateBus&) = delete;
  PrivateBus& operator=(const PrivateBus&) = delete;

  const char* address() const {
    return g_test_dbus_get_bus_address(bus_.get());
  }

  glib::Object<GDBusConnection> connect() const {
    return connect_to(address());
  }

 private:
  glib::Object<GTestDBus> bus_{g_test_dbus_new(G_TEST_DBUS_NONE)};
};
