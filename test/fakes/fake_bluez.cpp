// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/fakes/fake_bluez.hpp"

#include "bluez/names.hpp"

namespace {

constexpr const char* contract = R"(<node>
  <interface name="org.bluez.AgentManager1">
    <method name="RegisterAgent"><arg type="o" direction="in"/>
      <arg type="s" direction="in"/></method>
    <method name="UnregisterAgent"><arg type="o" direction="in"/></method>
    <method name="RequestDefaultAgent"><arg type="o" direction="in"/></method>
  </interface>
  <interface name="org.bluez.Adapter1">
    <method name="RemoveDevice"><arg type="o" direction="in"/></method>
    <property name="Address" type="s" access="read"/>
    <property name="Alias" type="s" access="readwrite"/>
    <property name="Powered" type="b" access="readwrite"/>
    <property name="Discoverable" type="b" access="readwrite"/>
    <property name="Pairable" type="b" access="readwrite"/>
    <property name="DiscoverableTimeout" type="u" access="readwrite"/>
    <property name="PairableTimeout" type="u" access="readwrite"/>
    <property name="Class" type="u" access="read"/>
    <property name="UUIDs" type="as" access="read"/>
  </interface>
  <interface name="org.bluez.MediaPlayer1">
    <method name="Play"/>
    <method name="Pause"/>
    <property name="Device" type="o" access="read"/>
    <property name="Status" type="s" access="read"/>
  </interface>
  <interface name="org.bluez.MediaTransport1">
    <property name="Device" type="o" access="read"/>
    <property name="Volume" type="q" access="readwrite"/>
    <property name="State" type="s" access="read"/>
  </interface>
  <interface name="org.bluez.Device1">
    <method name="ConnectProfile"><arg type="s" direction="in"/></method>
    <method name="DisconnectProfile"><arg type="s" direction="in"/></method>
    <property name="Adapter" type="o" access="read"/>
    <property name="Address" type="s" access="read"/>
    <property name="Alias" type="s" access="readwrite"/>
    <property name="Paired" type="b" access="read"/>
    <property name="Bonded" type="b" access="read"/>
    <property name="Connected" type="b" access="read"/>
    <property name="Trusted" type="b" access="readwrite"/>
    <property name="Blocked" type="b" access="readwrite"/>
  </interface>
</node>)";

}  // namespace

FakeBluez::FakeBluez(glib::Object<GDBusConnection> bus)
    : FakeObjects{std::move(bus), bluez::service, "/", contract} {
  serve(bluez::manager_path, bluez::agent_manager_interface);
}

void FakeBluez::vanish() {
  agents_.clear();
  FakeObjects::vanish();
}

void FakeBluez::add_adapter(const std::string& name,
                            const std::string& address) {
  Properties p;
  p["Address"] = own(g_variant_new_string(address.c_str()));
  p["Alias"] = own(g_variant_new_string("raspberrypi"));
  p["Powered"] = own(g_variant_new_boolean(FALSE));
  p["Discoverable"] = own(g_variant_new_boolean(FALSE));
  p["Pairable"] = own(g_variant_new_boolean(TRUE));
  p["DiscoverableTimeout"] = own(g_variant_new_uint32(180));
  p["PairableTimeout"] = own(g_variant_new_uint32(0));
  p["Class"] = own(g_variant_new_uint32(0x240414));
  const char* sink[] = {"0000110b-0000-1000-8000-00805f9b34fb", nullptr};
  p["UUIDs"] = own(g_variant_new_strv(sink, -1));
  add("/org/bluez/" + name, bluez::adapter_interface, std::move(p));
}

void FakeBluez::remove_adapter(const std::string& name) {
  const std::string path = "/org/bluez/" + name;
  std::vector<std::string> gone;
  for (const auto& [device, object] : objects())
    if (device.starts_with(path + "/")) gone.push_back(device);
  for (const std::string& device : gone) remove_object(device);
  remove_object(path);
}

void FakeBluez::call(const char* path, const std::string& method,
                     GVariant* arguments, GDBusMethodInvocation* invocation) {
  if (method.ends_with("Agent"))
    return call_manager(method, arguments, invocation);
  if (method.ends_with("Profile"))
    return call_device(path, method, arguments, invocation);
  if (method == "RemoveDevice")
    return call_adapter(path, arguments, invocation);
  g_dbus_method_invocation_return_value(invocation, nullptr);
  set(path, "Status",
      g_variant_new_string(method == "Play" ? "playing" : "paused"));
}

void FakeBluez::call_adapter(const std::string& path, GVariant* arguments,
                             GDBusMethodInvocation* invocation) {
  const char* device = nullptr;
  g_variant_get(arguments, "(&o)", &device);
  if (!std::string_view{device}.starts_with(path) || !has(device))
    return g_dbus_method_invocation_return_dbus_error(
        invocation, "org.bluez.Error.DoesNotExist", "Does Not Exist");
  remove_object(device);
  g_dbus_method_invocation_return_value(invocation, nullptr);
}

bool FakeBluez::put(const std::string& path, const std::string& property,
                    GVariant* value, GError** error) {
  static const GQuark quark = g_quark_from_static_string("fake-bluez");
  if (busy > 0) {
    --busy;
    g_dbus_error_register_error(quark, 0, "org.bluez.Error.Busy");
    g_set_error_literal(error, quark, 0, "");
    return false;
  }
  if (off > 0) {
    --off;
    g_dbus_error_register_error(quark, 1, "org.bluez.Error.Failed");
    g_set_error_literal(error, quark, 1, "Not Powered");
    return false;
  }
  if (blocked && property == "Powered") {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                        "Blocked through rfkill");
    return false;
  }
  // Of a length that is set BlueZ tells even where it stays the same.
  if (property.ends_with("Timeout"))
    set(path, property.c_str(), value);
  else if (!FakeObjects::put(path, property, value, error))
    return false;
  for (const char* seen : {"Discoverable", "Pairable"})
    if (property.starts_with(seen)) time(path, seen);
  return true;
}

void FakeBluez::time(const std::string& path, const char* property) {
  const std::string length = std::string{property} + "Timeout";
  const auto seconds =
      g_variant_get_uint32(objects().at(path).properties.at(length).get());
  glib::Timeout& timer = timers_[path + property];
  timer.stop();
  if (seconds == 0 || !flag(path, property)) return;
  timer.once(std::chrono::seconds{seconds}, [this, path, property] {
    set(path, property, g_variant_new_boolean(FALSE));
  });
}
