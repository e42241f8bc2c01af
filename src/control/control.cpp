// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/control.hpp"

#include <exception>
#include <utility>

#include "earshot1.h"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "glib/objects.hpp"

namespace control {
namespace {

constexpr const char* name = "org.earshot.Earshot1";
constexpr const char* path = "/org/earshot";

GVariant* text(const std::string& value) {
  return g_variant_new_string(value.c_str());
}

GVariant* window(const State& state) {
  return g_variant_new_string(state.open ? "open" : "shut");
}

void add_path(GVariantBuilder& to, const std::string& device) {
  if (!device.empty())
    g_variant_builder_add(&to, "{sv}", "Device",
                          g_variant_new_object_path(device.c_str()));
}

GVariant* request(const State& state) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  if (const auto& asking = state.asking) {
    add_path(builder, asking->device);
    g_variant_builder_add(&builder, "{sv}", "Address", text(asking->address));
    g_variant_builder_add(&builder, "{sv}", "Name", text(asking->name));
  }
  return g_variant_builder_end(&builder);
}

GVariant* list(const std::vector<Admitted>& devices) {
  GVariantBuilder all;
  g_variant_builder_init(&all, G_VARIANT_TYPE("aa{sv}"));
  for (const Admitted& device : devices) {
    GVariantBuilder one;
    g_variant_builder_init(&one, G_VARIANT_TYPE_VARDICT);
    add_path(one, device.device);
    const auto add = [&](const char* key, const std::string& value) {
      g_variant_builder_add(&one, "{sv}", key, text(value));
    };
    add("Address", device.address);
    add("Name", device.name);
    add("Admitted", device.when);
    add("Consent", device.consent);
    add("Until", device.until);
    g_variant_builder_add(&one, "{sv}", "Connected",
                          g_variant_new_boolean(device.connected));
    g_variant_builder_add_value(&all, g_variant_builder_end(&one));
  }
  return g_variant_builder_end(&all);
}

void lost(GDBusConnection*, const char*, gpointer) noexcept {
  g_warning(
      "the bus does not give us the name %s, so commands can't reach us (is "
      "our policy file installed, and no other earshotd running?)",
      name);
}

}  // namespace

Control::Control(GDBusConnection& bus, Taker taker)
    : bus_{bus}, taker_{std::move(taker)} {
  static const GDBusInterfaceVTable vtable{called, get, nullptr, {}};
  glib::ErrorSlot error;
  object_ = g_dbus_connection_register_object(
      &bus, path,
      const_cast<GDBusInterfaceInfo*>(&earshot_org_earshot_earshot1_interface),
      &vtable, this, nullptr, error.out());
  error.throw_if_set();
  name_ = g_bus_own_name_on_connection(&bus, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                       nullptr, lost, nullptr, nullptr);
}

Control::~Control() {
  g_bus_unown_name(name_);
  g_dbus_connection_unregister_object(&bus_, object_);
}

void Control::called(GDBusConnection*, const char*, const char*, const char*,
                     const char* method, GVariant* arguments,
                     GDBusMethodInvocation* call, gpointer self) noexcept {
  Answer answer;
  try {
    answer = static_cast<Control*>(self)->take(method, arguments);
  } catch (const std::exception& e) {
    g_warning("%s failed: %s", method, e.what());
    answer = Refusal{"Failed", e.what()};
  }
  if (!answer) return g_dbus_method_invocation_return_value(call, nullptr);
  const std::string error = std::string{"org.earshot.Error."} + answer->name;
  g_dbus_method_invocation_return_dbus_error(call, error.c_str(),
                                             answer->why.c_str());
}

Control::Answer Control::take(std::string_view method, GVariant* arguments) {
  if (method == "Open") {
    guint32 seconds = 0;
    g_variant_get(arguments, "(u)", &seconds);
    return taker_.open(seconds);
  }
  if (method == "Close") return taker_.close();
  if (method == "Yes") return taker_.yes();
  if (method == "No") return taker_.no();
  if (method == "ForgetAll") return taker_.forget_all();
  const char* argument = nullptr;
  if (method == "Forget") {
    g_variant_get(arguments, "(&o)", &argument);
    return taker_.forget(argument);
  }
  if (method == "Say") {
    g_variant_get(arguments, "(&s)", &argument);
    return taker_.say(argument);
  }
  return Refusal{"Failed", "unknown method"};
}

GVariant* Control::get(GDBusConnection*, const char*, const char*, const char*,
                       const char* property, GError** error,
                       gpointer self) noexcept {
  try {
    return static_cast<Control*>(self)->property(property);
  } catch (const std::exception& e) {
    g_set_error(error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, "%s", e.what());
    return nullptr;
  }
}

GVariant* Control::property(std::string_view property) const {
  if (property == "Devices") return list(taker_.devices());
  const State state = taker_.state();
  if (property == "Window") return window(state);
  if (property == "Left") return g_variant_new_uint32(state.left);
  if (property == "HeldShut") return text(state.held_shut);
  return request(state);
}

void Control::changed() {
  const State now = taker_.state();
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  const bool another_window = now.open != told_.open;
  const bool another_request = now.asking != told_.asking;
  if (another_window)
    g_variant_builder_add(&builder, "{sv}", "Window", window(now));
  if (another_request)
    g_variant_builder_add(&builder, "{sv}", "Request", request(now));
  const glib::Variant properties{
      g_variant_ref_sink(g_variant_builder_end(&builder))};
  told_ = now;
  if (!another_window && !another_request) return;
  g_dbus_connection_emit_signal(
      &bus_, nullptr, path, glib::properties_interface, "PropertiesChanged",
      g_variant_new("(s@a{sv}@as)", name, properties.get(),
                    g_variant_new_strv(nullptr, 0)),
      nullptr);
}

void Control::began(const Asking& device) {
  emit("RequestBegan",
       g_variant_new("(os)", device.device.c_str(), device.name.c_str()));
}

void Control::ended(const Asking& device, const char* outcome) {
  emit("RequestEnded", g_variant_new("(oss)", device.device.c_str(),
                                     device.name.c_str(), outcome));
}

void Control::admitted(const Asking& device, const char* consent) {
  emit("Admitted", g_variant_new("(oss)", device.device.c_str(),
                                 device.name.c_str(), consent));
}

void Control::emit(const char* signal, GVariant* arguments) {
  g_dbus_connection_emit_signal(&bus_, nullptr, path, name, signal, arguments,
                                nullptr);
}

}  // namespace control
