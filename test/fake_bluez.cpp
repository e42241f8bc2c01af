// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/fake_bluez.hpp"

#include <algorithm>
#include <stdexcept>

#include "bluez/names.hpp"
#include "glib/error.hpp"

namespace {

constexpr const char* contract = R"(<node>
  <interface name="org.freedesktop.DBus.ObjectManager">
    <method name="GetManagedObjects">
      <arg type="a{oa{sa{sv}}}" direction="out"/></method>
    <signal name="InterfacesAdded"><arg type="o"/><arg type="a{sa{sv}}"/></signal>
    <signal name="InterfacesRemoved"><arg type="o"/><arg type="as"/></signal>
  </interface>
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
  </interface>
  <interface name="org.bluez.Device1">
    <property name="Adapter" type="o" access="read"/>
    <property name="Address" type="s" access="read"/>
    <property name="Alias" type="s" access="readwrite"/>
    <property name="Paired" type="b" access="read"/>
    <property name="Bonded" type="b" access="read"/>
    <property name="Connected" type="b" access="read"/>
    <property name="Trusted" type="b" access="readwrite"/>
  </interface>
</node>)";

/** Takes a floating value over, or another reference to one that is not. */
glib::Variant own(GVariant* value) {
  return glib::Variant{g_variant_ref_sink(value)};
}

}  // namespace

FakeBluez::FakeBluez(glib::Object<GDBusConnection> bus)
    : bus_{std::move(bus)},
      info_{g_dbus_node_info_new_for_xml(contract, nullptr)} {
  static const GDBusInterfaceVTable vtable{called, nullptr, nullptr, {}};
  for (const auto& [path, interface] :
       {std::pair{"/", bluez::object_manager_interface},
        std::pair{bluez::manager_path, bluez::agent_manager_interface}})
    ids_.push_back(g_dbus_connection_register_object(
        bus_.get(), path,
        g_dbus_node_info_lookup_interface(info_.get(), interface), &vtable,
        this, nullptr, nullptr));
}

FakeBluez::~FakeBluez() {
  g_cancellable_cancel(ended_.get());
  // GDBus keeps no reference to a connection for calls that wait in the main
  // loop: they are served before it goes.
  g_dbus_connection_close_sync(bus_.get(), nullptr, nullptr);
  while (g_main_context_iteration(nullptr, FALSE)) {
  }
  for (const unsigned id : ids_)
    g_dbus_connection_unregister_object(bus_.get(), id);
  for (const auto& [path, object] : objects_)
    g_dbus_connection_unregister_object(bus_.get(), object.id);
}

void FakeBluez::appear() {
  glib::ErrorSlot error;
  const glib::Variant reply{g_dbus_connection_call_sync(
      bus_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "RequestName",
      g_variant_new("(su)", bluez::service, 4u), nullptr,
      G_DBUS_CALL_FLAGS_NONE, -1, nullptr, error.out())};
  error.throw_if_set();
}

void FakeBluez::vanish() {
  agents_.clear();
  glib::ErrorSlot error;
  const glib::Variant reply{g_dbus_connection_call_sync(
      bus_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "ReleaseName",
      g_variant_new("(s)", bluez::service), nullptr, G_DBUS_CALL_FLAGS_NONE, -1,
      nullptr, error.out())};
  error.throw_if_set();
}

void FakeBluez::add_adapter(const std::string& name,
                            const std::string& address) {
  std::map<std::string, glib::Variant> p;
  p["Address"] = own(g_variant_new_string(address.c_str()));
  p["Alias"] = own(g_variant_new_string("raspberrypi"));
  p["Powered"] = own(g_variant_new_boolean(FALSE));
  p["Discoverable"] = own(g_variant_new_boolean(FALSE));
  p["Pairable"] = own(g_variant_new_boolean(TRUE));
  p["DiscoverableTimeout"] = own(g_variant_new_uint32(180));
  p["PairableTimeout"] = own(g_variant_new_uint32(0));
  add("/org/bluez/" + name, bluez::adapter_interface, std::move(p));
}

void FakeBluez::remove_adapter(const std::string& name) {
  const std::string path = "/org/bluez/" + name;
  std::vector<std::string> gone;
  for (const auto& [device, object] : objects_)
    if (device.starts_with(path + "/")) gone.push_back(device);
  for (const std::string& device : gone) remove_object(device);
  remove_object(path);
}

std::string FakeBluez::add_device(const std::string& address,
                                  const std::string& alias,
                                  const std::string& adapter) {
  std::string path = "/org/bluez/" + adapter + "/dev_" + address;
  std::replace(path.begin(), path.end(), ':', '_');
  std::map<std::string, glib::Variant> p;
  const std::string adapter_path = "/org/bluez/" + adapter;
  p["Adapter"] = own(g_variant_new_object_path(adapter_path.c_str()));
  p["Address"] = own(g_variant_new_string(address.c_str()));
  p["Alias"] = own(g_variant_new_string(alias.c_str()));
  for (const char* flag : {"Paired", "Bonded", "Trusted"})
    p[flag] = own(g_variant_new_boolean(FALSE));
  p["Connected"] = own(g_variant_new_boolean(TRUE));
  add(path, bluez::device_interface, std::move(p));
  return path;
}

void FakeBluez::add(const std::string& path, const std::string& interface,
                    std::map<std::string, glib::Variant> properties) {
  static const GDBusInterfaceVTable vtable{called, get, set, {}};
  Object& object = objects_[path];
  object.interface = interface;
  object.properties = std::move(properties);
  object.id = g_dbus_connection_register_object(
      bus_.get(), path.c_str(),
      g_dbus_node_info_lookup_interface(info_.get(), interface.c_str()),
      &vtable, this, nullptr, nullptr);
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a{sa{sv}}"));
  g_variant_builder_add(&builder, "{s@a{sv}}", interface.c_str(),
                        this->properties(object));
  g_dbus_connection_emit_signal(
      bus_.get(), nullptr, "/", bluez::object_manager_interface,
      "InterfacesAdded", g_variant_new("(oa{sa{sv}})", path.c_str(), &builder),
      nullptr);
}

void FakeBluez::remove_object(const std::string& path) {
  const auto found = objects_.find(path);
  if (found == objects_.end()) return;
  g_dbus_connection_unregister_object(bus_.get(), found->second.id);
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_builder_add(&builder, "s", found->second.interface.c_str());
  objects_.erase(found);
  g_dbus_connection_emit_signal(
      bus_.get(), nullptr, "/", bluez::object_manager_interface,
      "InterfacesRemoved", g_variant_new("(oas)", path.c_str(), &builder),
      nullptr);
}

void FakeBluez::set(const std::string& path, const char* property,
                    GVariant* value) {
  Object& object = objects_.at(path);
  object.properties[property] = own(value);
  GVariantBuilder changed;
  g_variant_builder_init(&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add(&changed, "{sv}", property,
                        object.properties[property].get());
  g_dbus_connection_emit_signal(
      bus_.get(), nullptr, path.c_str(), bluez::properties_interface,
      "PropertiesChanged",
      g_variant_new("(s@a{sv}@as)", object.interface.c_str(),
                    g_variant_builder_end(&changed),
                    g_variant_new_strv(nullptr, 0)),
      nullptr);
}

bool FakeBluez::flag(const std::string& path, const char* property) const {
  return g_variant_get_boolean(objects_.at(path).properties.at(property).get());
}

std::string FakeBluez::text(const std::string& path,
                            const char* property) const {
  return g_variant_get_string(objects_.at(path).properties.at(property).get(),
                              nullptr);
}

FakeBluez::Answer& FakeBluez::ask(const char* method, GVariant* arguments,
                                  GDBusConnection* caller) {
  Answer& answer = answers_.emplace_back();
  if (agents_.empty()) throw std::logic_error{"there is no agent to ask"};
  const Agent& agent = agents_.front();
  g_dbus_connection_call(
      caller ? caller : bus_.get(), agent.owner.c_str(), agent.path.c_str(),
      bluez::agent_interface, method, arguments, nullptr,
      G_DBUS_CALL_FLAGS_NONE, 60'000, ended_.get(),
      [](GObject* bus, GAsyncResult* result, gpointer data) {
        glib::ErrorSlot error;
        const glib::Variant reply{g_dbus_connection_call_finish(
            G_DBUS_CONNECTION(bus), result, error.out())};
        if (error &&
            g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED))
          return;
        auto& place = *static_cast<Answer*>(data);
        place.answered = true;
        place.accepted = reply != nullptr;
        const glib::Text name{error ? g_dbus_error_get_remote_error(error.get())
                                    : nullptr};
        if (name) place.error = name.get();
      },
      &answer);
  return answer;
}

FakeBluez::Answer& FakeBluez::confirm(const std::string& device,
                                      std::uint32_t passkey) {
  return ask("RequestConfirmation",
             g_variant_new("(ou)", device.c_str(), passkey));
}

FakeBluez::Answer& FakeBluez::authorize(const std::string& device,
                                        const char* uuid) {
  return ask("AuthorizeService", g_variant_new("(os)", device.c_str(), uuid));
}

void FakeBluez::tell(const char* method, GVariant* arguments) {
  const Agent& agent = agents_.front();
  g_dbus_connection_call(bus_.get(), agent.owner.c_str(), agent.path.c_str(),
                         bluez::agent_interface, method, arguments, nullptr,
                         G_DBUS_CALL_FLAGS_NONE, -1, nullptr, nullptr, nullptr);
}

void FakeBluez::bond(const std::string& device) {
  set(device, "Bonded", g_variant_new_boolean(TRUE));
  set(device, "Paired", g_variant_new_boolean(TRUE));
}

void FakeBluez::release_agent() {
  tell("Release", nullptr);
  agents_.pop_front();
}

void FakeBluez::push_aside_agent() {
  agents_.push_front({":0.0", "/nobody", "NoInputNoOutput"});
  default_changed();
}

void FakeBluez::default_changed() {
  for (const auto& [path, object] : objects_)
    if (object.interface == bluez::adapter_interface)
      set(path, "Pairable", g_variant_new_boolean(TRUE));
}

GVariant* FakeBluez::properties(const Object& object) const {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  for (const auto& [name, value] : object.properties)
    g_variant_builder_add(&builder, "{sv}", name.c_str(), value.get());
  return g_variant_builder_end(&builder);
}

GVariant* FakeBluez::tree() const {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a{oa{sa{sv}}}"));
  for (const auto& [path, object] : objects_) {
    g_variant_builder_open(&builder, G_VARIANT_TYPE("{oa{sa{sv}}}"));
    g_variant_builder_add(&builder, "o", path.c_str());
    g_variant_builder_open(&builder, G_VARIANT_TYPE("a{sa{sv}}"));
    g_variant_builder_add(&builder, "{s@a{sv}}", object.interface.c_str(),
                          properties(object));
    g_variant_builder_close(&builder);
    g_variant_builder_close(&builder);
  }
  return g_variant_new("(@a{oa{sa{sv}}})", g_variant_builder_end(&builder));
}

void FakeBluez::call(const char* path, const std::string& method,
                     GVariant* arguments, GDBusMethodInvocation* invocation) {
  const auto answer = [&](GVariant* value) {
    g_dbus_method_invocation_return_value(invocation, value);
  };
  const char* agent_path = nullptr;
  const char* capability = "";
  const std::string owner = g_dbus_method_invocation_get_sender(invocation);
  const auto mine = [&](const Agent& agent) { return agent.owner == owner; };
  if (method == "GetManagedObjects") return answer(tree());
  if (method == "RemoveDevice") {
    const char* device = nullptr;
    g_variant_get(arguments, "(&o)", &device);
    if (!std::string_view{device}.starts_with(path) || !has(device))
      return g_dbus_method_invocation_return_dbus_error(
          invocation, "org.bluez.Error.DoesNotExist", "Does Not Exist");
    remove_object(device);
    return answer(nullptr);
  }
  if (method == "RegisterAgent") {
    g_variant_get(arguments, "(&o&s)", &agent_path, &capability);
    if (std::any_of(agents_.begin(), agents_.end(), mine))
      return g_dbus_method_invocation_return_dbus_error(
          invocation, "org.bluez.Error.AlreadyExists", "Already Exists");
    agents_.push_back({owner, agent_path, capability});
    if (agents_.size() == 1) default_changed();
    return answer(nullptr);
  }
  const auto agent = std::find_if(agents_.begin(), agents_.end(), mine);
  if (agent == agents_.end())
    return g_dbus_method_invocation_return_dbus_error(
        invocation, "org.bluez.Error.DoesNotExist", "Does Not Exist");
  if (method == "UnregisterAgent") {
    agents_.erase(agent);
  } else if (agent != agents_.begin()) {
    std::rotate(agents_.begin(), agent, agent + 1);
    default_changed();
  }
  answer(nullptr);
}

void FakeBluez::called(GDBusConnection*, const char*, const char* path,
                       const char*, const char* method, GVariant* arguments,
                       GDBusMethodInvocation* invocation, gpointer self) {
  static_cast<FakeBluez*>(self)->call(path, method, arguments, invocation);
}

GVariant* FakeBluez::get(GDBusConnection*, const char*, const char* path,
                         const char*, const char* property, GError**,
                         gpointer self) {
  return g_variant_ref(static_cast<FakeBluez*>(self)
                           ->objects_.at(path)
                           .properties.at(property)
                           .get());
}

gboolean FakeBluez::set(GDBusConnection*, const char*, const char* path,
                        const char*, const char* property, GVariant* value,
                        GError** error, gpointer self) {
  auto& bluez = *static_cast<FakeBluez*>(self);
  if (bluez.busy > 0) {
    --bluez.busy;
    static const GQuark busy = g_quark_from_static_string("fake-bluez-busy");
    g_dbus_error_register_error(busy, 0, "org.bluez.Error.Busy");
    g_set_error_literal(error, busy, 0, "");
    return FALSE;
  }
  if (bluez.blocked && g_str_equal(property, "Powered")) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                        "Blocked through rfkill");
    return FALSE;
  }
  // BlueZ tells nobody of a value that stays the same.
  if (g_variant_equal(bluez.objects_.at(path).properties.at(property).get(),
                      value))
    return TRUE;
  bluez.set(path, property, value);
  return TRUE;
}
