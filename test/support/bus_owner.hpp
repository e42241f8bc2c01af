// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "glib/calls.hpp"
#include "glib/subscription.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/wait.hpp"

/** The owner at the bus: calls org.earshot.Earshot1 as busctl does. */
class BusOwner {
 public:
  explicit BusOwner(const PrivateBus& bus) : bus_{bus.connect()} {}
  ~BusOwner() { g_dbus_connection_close_sync(bus_.get(), nullptr, nullptr); }
  BusOwner(const BusOwner&) = delete;
  BusOwner& operator=(const BusOwner&) = delete;

  /** The error's name, or nothing where all is well. */
  std::string call(const char* method, GVariant* arguments = nullptr) {
    std::string error;
    send("org.earshot.Earshot1", method, arguments,
         [&](GVariant*, const GError* e) { error = name(e); });
    return error;
  }
  /** A property; null where there is none. */
  glib::Variant get(const char* property) {
    glib::Variant result;
    send("org.freedesktop.DBus.Properties", "Get",
         g_variant_new("(ss)", "org.earshot.Earshot1", property),
         [&](GVariant* reply, const GError*) {
           if (!reply) return;
           GVariant* value = nullptr;
           g_variant_get(reply, "(v)", &value);
           result.reset(value);
         });
    return result;
  }
  std::string text(const char* property) {
    const glib::Variant value = get(property);
    return value ? g_variant_get_string(value.get(), nullptr) : "?";
  }
  /** A property or signal as text; what tells more than it should is seen. */
  std::string printed(const char* property) {
    const glib::Variant value = get(property);
    if (!value) return "?";
    const glib::Text text{g_variant_print(value.get(), FALSE)};
    return text.get();
  }
  /** The code of the request that is open was said at least once. */
  bool was_told() {
    return printed("Request").find("'Told': <true>") != std::string::npos;
  }
  /** What Log() answers, as text. */
  std::string log(const char* since) {
    std::string result = "?";
    send("org.earshot.Earshot1", "Log", g_variant_new("(s)", since),
         [&](GVariant* reply, const GError*) {
           if (!reply) return;
           const glib::Variant list{g_variant_get_child_value(reply, 0)};
           const glib::Text text{g_variant_print(list.get(), FALSE)};
           result = text.get();
         });
    return result;
  }
  const std::vector<std::string>& signals() const { return signals_; }

 private:
  static std::string name(const GError* error) {
    if (!error) return {};
    const glib::Text remote{g_dbus_error_get_remote_error(error)};
    return remote ? remote.get() : error->message;
  }
  void send(const char* interface, const char* method, GVariant* arguments,
            const glib::Calls::Reply& reply) {
    bool answered = false;
    calls_.call("/org/earshot", interface, method, arguments,
                [&](GVariant* value, const GError* error) {
                  answered = true;
                  reply(value, error);
                });
    wait_until([&] { return answered; });
  }

  glib::Object<GDBusConnection> bus_;
  glib::Calls calls_{*bus_, "org.earshot.Earshot1"};
  std::vector<std::string> signals_;
  glib::Subscription heard_{
      *bus_,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      "/org/earshot",
      [this](const char*, GVariant* arguments) {
        const glib::Text text{g_variant_print(arguments, FALSE)};
        signals_.emplace_back(text.get());
      }};
};
