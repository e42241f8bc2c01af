// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/subscription.hpp"

#include <exception>
#include <utility>

namespace glib {

Subscription::Subscription(GDBusConnection& bus, const char* sender,
                           const char* interface, const char* member,
                           const char* type, const char* path,
                           Listener listener)
    : bus_{bus},
      type_{type},
      listener_{std::move(listener)},
      id_{g_dbus_connection_signal_subscribe(
          &bus, sender, interface, member, path, nullptr,
          G_DBUS_SIGNAL_FLAGS_NONE, arrived, this, nullptr)} {}

Subscription::~Subscription() {
  g_dbus_connection_signal_unsubscribe(&bus_, id_);
}

void Subscription::arrived(GDBusConnection*, const char*, const char* path,
                           const char*, const char* member, GVariant* arguments,
                           gpointer data) noexcept {
  auto& self = *static_cast<Subscription*>(data);
  if (self.type_ &&
      !g_variant_is_of_type(arguments, G_VARIANT_TYPE(self.type_))) {
    if (!std::exchange(self.complained_, true))
      g_warning("the signal %s is dropped where its arguments are not %s",
                member, self.type_);
    return;
  }
  try {
    self.listener_(path, arguments);
  } catch (const std::exception& e) {
    g_warning("the signal %s could not be taken: %s", member, e.what());
  }
}

NameWatch::NameWatch(GDBusConnection& bus, const char* name, Listener listener)
    : listener_{std::move(listener)},
      id_{g_bus_watch_name_on_connection(&bus, name,
                                         G_BUS_NAME_WATCHER_FLAGS_NONE,
                                         appeared, vanished, this, nullptr)} {}

NameWatch::~NameWatch() {
  g_bus_unwatch_name(id_);
}

void NameWatch::appeared(GDBusConnection*, const char* name, const char* owner,
                         gpointer self) noexcept {
  try {
    static_cast<NameWatch*>(self)->listener_(owner);
  } catch (const std::exception& e) {
    g_warning("the new owner of %s could not be taken: %s", name, e.what());
  }
}

void NameWatch::vanished(GDBusConnection*, const char* name,
                         gpointer self) noexcept {
  try {
    static_cast<NameWatch*>(self)->listener_(nullptr);
  } catch (const std::exception& e) {
    g_warning("the end of %s could not be taken: %s", name, e.what());
  }
}

}  // namespace glib
