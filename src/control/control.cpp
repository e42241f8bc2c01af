// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/control.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include "earshot1.h"
#include "glib/error.hpp"
#include "glib/objects.hpp"

namespace control {
namespace {

constexpr const char* name = "org.earshot.Earshot1";
constexpr const char* path = "/org/earshot";

void refuse(GDBusMethodInvocation* call, const char* error, const char* why) {
  g_dbus_method_invocation_return_dbus_error(
      call, fmt::format("org.earshot.Error.{}", error).c_str(), why);
}

void lost(GDBusConnection*, const char*, gpointer) noexcept {
  g_warning(
      "the bus does not give us the name %s, so commands can't reach us (is "
      "our policy file installed, and no other earshotd running?)",
      name);
}

/** The row of this name. GDBus lets nothing through that the contract does not
 * name; a test compares it with the tables. */
template <class Row>
const Row& find(const std::vector<Row>& table, std::string_view wanted) {
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const Row& r) { return wanted == r.name; });
  if (row == table.end())
    throw Refusal{"Failed", fmt::format("{} is not known", wanted)};
  return *row;
}

}  // namespace

Control::Control(GDBusConnection& bus, std::vector<Method> methods,
                 std::vector<Property> properties)
    : bus_{bus},
      methods_{std::move(methods)},
      properties_{std::move(properties)} {
  for (const Property& property : properties_)
    if (property.tells) told_.emplace_back(g_variant_ref_sink(property.get()));
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
  try {
    const auto& methods = static_cast<Control*>(self)->methods_;
    g_dbus_method_invocation_return_value(
        call, find(methods, method).call(arguments));
  } catch (const Refusal& refusal) {
    refuse(call, refusal.name(), refusal.what());
  } catch (const std::exception& e) {
    g_warning("%s failed: %s", method, e.what());
    refuse(call, "Failed", e.what());
  }
}

GVariant* Control::get(GDBusConnection*, const char*, const char*, const char*,
                       const char* property, GError** error,
                       gpointer self) noexcept {
  try {
    return find(static_cast<Control*>(self)->properties_, property).get();
  } catch (const std::exception& e) {
    g_set_error(error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, "%s", e.what());
    return nullptr;
  }
}

void Control::changed() {
  glib::Dict news;
  bool any = false;
  auto told = told_.begin();
  for (const Property& property : properties_) {
    if (!property.tells) continue;
    glib::Variant now{g_variant_ref_sink(property.get())};
    if (!g_variant_equal(now.get(), told->get())) {
      news.put(property.name, now.get());
      any = true;
    }
    *told++ = std::move(now);
  }
  if (!any) return;
  g_dbus_connection_emit_signal(
      &bus_, nullptr, path, glib::properties_interface, "PropertiesChanged",
      g_variant_new("(s@a{sv}@as)", name, news.variant(),
                    g_variant_new_strv(nullptr, 0)),
      nullptr);
}

void Control::happened(const char* what, const glib::Dict& facts) {
  g_dbus_connection_emit_signal(
      &bus_, nullptr, path, name, "Happened",
      g_variant_new("(s@a{sv})", what, facts.variant()), nullptr);
}

}  // namespace control
