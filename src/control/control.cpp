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

GVariant* request(const State& state) {
  return (state.asking ? state.asking->facts() : glib::Dict{}).variant();
}

GVariant* list(const std::vector<Admitted>& devices) {
  std::vector<glib::Dict> all;
  for (const Admitted& device : devices) {
    const Known known{device.device, device.address, device.name};
    all.push_back(known.facts());
    all.back()
        .add("Admitted", device.when)
        .add("Consent", device.consent)
        .add("Until", device.until)
        .add("Connected", device.connected)
        .add("Playing", device.playing);
  }
  return glib::Dict::list(all);
}

GVariant* list(const std::vector<Known>& devices) {
  std::vector<glib::Dict> all;
  all.reserve(devices.size());
  for (const Known& device : devices) all.push_back(device.facts());
  return glib::Dict::list(all);
}

GVariant* list(const std::vector<Adapter>& adapters) {
  std::vector<glib::Dict> all;
  for (const Adapter& adapter : adapters)
    all.emplace_back()
        .add("Address", adapter.address)
        .add("Powered", adapter.powered);
  return glib::Dict::list(all);
}

void lost(GDBusConnection*, const char*, gpointer) noexcept {
  g_warning(
      "the bus does not give us the name %s, so commands can't reach us (is "
      "our policy file installed, and no other earshotd running?)",
      name);
}

}  // namespace

glib::Dict Known::facts() const {
  glib::Dict result;
  result.add_path("Device", device).add("Address", address).add("Name", name);
  return result;
}

Control::Control(GDBusConnection& bus, const char* version, Listener listener)
    : bus_{bus}, version_{version}, listener_{std::move(listener)} {
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
    auto& control = *static_cast<Control*>(self);
    if (g_str_equal(method, "Log")) {
      const char* since = nullptr;
      g_variant_get(arguments, "(&s)", &since);
      return g_dbus_method_invocation_return_value(
          call, g_variant_new("(@aa{sv})",
                              glib::Dict::list(control.listener_.log(since))));
    }
    answer = control.take(method, arguments);
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
    return listener_.open(seconds);
  }
  if (method == "Close") return listener_.close();
  if (method == "Yes") return listener_.yes();
  if (method == "No") return listener_.no();
  if (method == "ForgetAll") return listener_.forget_all();
  const char* argument = nullptr;
  if (method == "Forget") {
    g_variant_get(arguments, "(&s)", &argument);
    return listener_.forget(argument);
  }
  if (method == "Block") {
    gboolean blocked = FALSE;
    g_variant_get(arguments, "(&sb)", &argument, &blocked);
    return listener_.block(argument, blocked);
  }
  if (method == "Say") {
    g_variant_get(arguments, "(&s)", &argument);
    return listener_.say(argument);
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
  if (property == "Devices") return list(listener_.devices());
  if (property == "Version") return g_variant_new_string(version_);
  const State state = listener_.state();
  if (property == "Adapters") return list(state.adapters);
  if (property == "Blocked") return list(state.blocked);
  if (property == "Consent") return glib::Dict::list(state.consent);
  if (property == "Possible") return glib::Dict::list(state.possible);
  if (property == "Languages") return glib::Dict::list(state.languages);
  if (property == "Problems") return glib::Dict::list(state.problems);
  if (property == "Output") return text(state.output);
  if (property == "Speaking") return g_variant_new_boolean(state.speaking);
  if (property == "Speaker") return text(state.speaker);
  if (property == "Ready") return g_variant_new_boolean(state.ready);
  if (property == "LockedOut") return g_variant_new_uint32(state.locked_out);
  if (property == "Window") return window(state);
  if (property == "Left") return g_variant_new_uint32(state.left);
  if (property == "HeldShut") return text(state.held_shut);
  return request(state);
}

void Control::changed() {
  const State now = listener_.state();
  glib::Dict properties;
  const bool another_window = now.open != told_.open;
  if (another_window) properties.put("Window", window(now));
  const bool another_request = now.asking != told_.asking;
  if (another_request) properties.put("Request", request(now));
  told_ = now;
  if (!another_window && !another_request) return;
  g_dbus_connection_emit_signal(
      &bus_, nullptr, path, glib::properties_interface, "PropertiesChanged",
      g_variant_new("(s@a{sv}@as)", name, properties.variant(),
                    g_variant_new_strv(nullptr, 0)),
      nullptr);
  if (!another_window) return;
  glib::Dict facts;
  if (now.open) facts.add("Seconds", std::uint32_t{now.left});
  happened(now.open ? "opened" : "closed", facts);
}

void Control::happened(const char* what, const glib::Dict& facts) {
  g_dbus_connection_emit_signal(
      &bus_, nullptr, path, name, "Happened",
      g_variant_new("(s@a{sv})", what, facts.variant()), nullptr);
}

}  // namespace control
