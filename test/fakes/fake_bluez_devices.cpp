// SPDX-License-Identifier: GPL-3.0-or-later
// Devices, their streams and their players.
#include <algorithm>

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "test/fakes/fake_bluez.hpp"

std::string FakeBluez::add_device(const std::string& address,
                                  const std::string& alias,
                                  const std::string& adapter, bool bonded) {
  std::string path = "/org/bluez/" + adapter + "/dev_" + address;
  std::replace(path.begin(), path.end(), ':', '_');
  Properties p;
  const std::string adapter_path = "/org/bluez/" + adapter;
  p["Adapter"] = own(g_variant_new_object_path(adapter_path.c_str()));
  p["Address"] = own(g_variant_new_string(address.c_str()));
  p["Alias"] = own(g_variant_new_string(alias.c_str()));
  for (const char* flag : {"Trusted", "Blocked"})
    p[flag] = own(g_variant_new_boolean(FALSE));
  for (const char* flag : {"Paired", "Bonded"})
    p[flag] = own(g_variant_new_boolean(bonded));
  p["Connected"] = own(g_variant_new_boolean(TRUE));
  add(path, bluez::device_interface, std::move(p));
  return path;
}

std::string FakeBluez::add_transport(const std::string& device) {
  std::string path = device + "/fd0";
  Properties p;
  p["Device"] = own(g_variant_new_object_path(device.c_str()));
  p["Volume"] = own(g_variant_new_uint16(127));
  p["State"] = own(g_variant_new_string("idle"));
  add(path, bluez::transport_interface, std::move(p));
  return path;
}

std::string FakeBluez::add_player(const std::string& device) {
  std::string path = device + "/player0";
  Properties p;
  p["Device"] = own(g_variant_new_object_path(device.c_str()));
  p["Status"] = own(g_variant_new_string("playing"));
  add(path, bluez::player_interface, std::move(p));
  return path;
}

void FakeBluez::control(const std::string& device, bool connected) {
  // As with the device's services, which come before its first link.
  if (connected)
    emit("/", glib::object_manager_interface, "InterfacesAdded",
         g_variant_new_parsed("(%o, {%s: {'Connected': <false>}})",
                              device.c_str(), bluez::control_interface));
  GVariantBuilder changed;
  g_variant_builder_init(&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add(&changed, "{sv}", "Connected",
                        g_variant_new_boolean(connected));
  emit(device, glib::properties_interface, "PropertiesChanged",
       g_variant_new("(sa{sv}@as)", bluez::control_interface, &changed,
                     g_variant_new_strv(nullptr, 0)));
}

void FakeBluez::bond(const std::string& device) {
  set(device, "Bonded", g_variant_new_boolean(TRUE));
  set(device, "Paired", g_variant_new_boolean(TRUE));
}

void FakeBluez::call_device(const std::string& path, const std::string& method,
                            GVariant* arguments,
                            GDBusMethodInvocation* invocation) {
  const char* profile = nullptr;
  g_variant_get(arguments, "(&s)", &profile);
  profiles.push_back(method + " " + std::string{profile}.substr(4, 4) + " of " +
                     path);
  if (method == "ConnectProfile" && in_progress > 0) {
    --in_progress;
    return g_dbus_method_invocation_return_dbus_error(
        invocation, "org.bluez.Error.InProgress", "br-connection-busy");
  }
  g_dbus_method_invocation_return_value(invocation, nullptr);
}
