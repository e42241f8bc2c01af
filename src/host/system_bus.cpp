// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/system_bus.hpp"

#include <utility>

#include "glib/error.hpp"

SystemBus::SystemBus(std::function<void()> lost) : lost_{std::move(lost)} {
  glib::ErrorSlot error;
  bus_.reset(g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, error.out()));
  error.throw_if_set();
  g_dbus_connection_set_exit_on_close(bus_.get(), FALSE);
  closed_ = g_signal_connect(bus_.get(), "closed", G_CALLBACK(closed), this);
}

SystemBus::~SystemBus() {
  g_signal_handler_disconnect(bus_.get(), closed_);
  g_dbus_connection_flush_sync(bus_.get(), nullptr, nullptr);
}

void SystemBus::closed(GDBusConnection*, gboolean, GError* error,
                       gpointer self) noexcept {
  g_warning("the system bus is lost: %s",
            error ? error->message : "it was closed");
  static_cast<SystemBus*>(self)->lost_();
}
