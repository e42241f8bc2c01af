// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/fakes/fake_objects.hpp"

#include <utility>

#include "glib/error.hpp"
#include "glib/objects.hpp"

namespace {

constexpr const char* manager = R"(<node>
  <interface name="org.freedesktop.DBus.ObjectManager">
    <method name="GetManagedObjects">
      <arg type="a{oa{sa{sv}}}" direction="out"/></method>
    <signal name="InterfacesAdded"><arg type="o"/><arg type="a{sa{sv}}"/></signal>
    <signal name="InterfacesRemoved"><arg type="o"/><arg type="as"/></signal>
  </interface>
</node>)";

}  // namespace

glib::Variant own(GVariant* value) {
  return glib::Variant{g_variant_ref_sink(value)};
}

FakeObjects::FakeObjects(glib::Object<GDBusConnection> bus, const char* name,
                         const char* root, const char* contract)
    : bus_{std::move(bus)},
      name_{name},
      root_{root},
      manager_{g_dbus_node_info_new_for_xml(manager, nullptr)},
      info_{g_dbus_node_info_new_for_xml(contract, nullptr)} {
  serve(root, glib::object_manager_interface);
}

void FakeObjects::serve(const char* path, const char* interface) {
  static const GDBusInterfaceVTable vtable{called, nullptr, nullptr, {}};
  const bool own_one = !g_str_equal(interface, glib::object_manager_interface);
  GDBusNodeInfo* node = own_one ? info_.get() : manager_.get();
  ids_.push_back(g_dbus_connection_register_object(
      bus_.get(), path, g_dbus_node_info_lookup_interface(node, interface),
      &vtable, this, nullptr, nullptr));
}

FakeObjects::~FakeObjects() {
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

void FakeObjects::appear() {
  glib::ErrorSlot error;
  const glib::Variant reply{g_dbus_connection_call_sync(
      bus_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "RequestName",
      g_variant_new("(su)", name_.c_str(), 4u), nullptr, G_DBUS_CALL_FLAGS_NONE,
      -1, nullptr, error.out())};
  error.throw_if_set();
}

void FakeObjects::vanish() {
  glib::ErrorSlot error;
  const glib::Variant reply{g_dbus_connection_call_sync(
      bus_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "ReleaseName",
      g_variant_new("(s)", name_.c_str()), nullptr, G_DBUS_CALL_FLAGS_NONE, -1,
      nullptr, error.out())};
  error.throw_if_set();
}

void FakeObjects::add(const std::string& path, const std::string& interface,
                      Properties properties) {
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
  emit(root_, glib::object_manager_interface, "InterfacesAdded",
       g_variant_new("(oa{sa{sv}})", path.c_str(), &builder));
}

void FakeObjects::emit(const std::string& path, const char* interface,
                       const char* signal, GVariant* arguments) {
  g_dbus_connection_emit_signal(bus_.get(), nullptr, path.c_str(), interface,
                                signal, arguments, nullptr);
}

void FakeObjects::hang(bool on) {
  hangs_ = on;
  if (on) return;
  for (const auto& call : std::exchange(held_, {}))
    called(bus(), nullptr, g_dbus_method_invocation_get_object_path(call.get()),
           nullptr, g_dbus_method_invocation_get_method_name(call.get()),
           g_dbus_method_invocation_get_parameters(call.get()),
           // It is answered once.
           G_DBUS_METHOD_INVOCATION(g_object_ref(call.get())), this);
}

void FakeObjects::remove_object(const std::string& path) {
  const auto found = objects_.find(path);
  if (found == objects_.end()) return;
  g_dbus_connection_unregister_object(bus_.get(), found->second.id);
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_builder_add(&builder, "s", found->second.interface.c_str());
  objects_.erase(found);
  emit(root_, glib::object_manager_interface, "InterfacesRemoved",
       g_variant_new("(oas)", path.c_str(), &builder));
}

void FakeObjects::set(const std::string& path, const char* property,
                      GVariant* value) {
  Object& object = objects_.at(path);
  object.properties[property] = own(value);
  GVariantBuilder changed;
  g_variant_builder_init(&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add(&changed, "{sv}", property,
                        object.properties[property].get());
  emit(path, glib::properties_interface, "PropertiesChanged",
       g_variant_new("(s@a{sv}@as)", object.interface.c_str(),
                     g_variant_builder_end(&changed),
                     g_variant_new_strv(nullptr, 0)));
}

bool FakeObjects::flag(const std::string& path, const char* property) const {
  return g_variant_get_boolean(objects_.at(path).properties.at(property).get());
}

std::string FakeObjects::text(const std::string& path,
                              const char* property) const {
  return g_variant_get_string(objects_.at(path).properties.at(property).get(),
                              nullptr);
}

std::uint32_t FakeObjects::number(const std::string& path,
                                  const char* property) const {
  GVariant* value = objects_.at(path).properties.at(property).get();
  return g_variant_is_of_type(value, G_VARIANT_TYPE_UINT16)
             ? g_variant_get_uint16(value)
             : g_variant_get_uint32(value);
}

GVariant* FakeObjects::properties(const Object& object) const {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  for (const auto& [name, value] : object.properties)
    g_variant_builder_add(&builder, "{sv}", name.c_str(), value.get());
  return g_variant_builder_end(&builder);
}

GVariant* FakeObjects::tree() const {
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

void FakeObjects::call(const char*, const std::string& method, GVariant*,
                       GDBusMethodInvocation* invocation) {
  g_dbus_method_invocation_return_dbus_error(
      invocation, "org.freedesktop.DBus.Error.UnknownMethod", method.c_str());
}

bool FakeObjects::put(const std::string& path, const std::string& property,
                      GVariant* value, GError**) {
  // Nobody is told of a value that stays the same.
  if (!g_variant_equal(objects_.at(path).properties.at(property).get(), value))
    set(path, property.c_str(), value);
  return true;
}

void FakeObjects::called(GDBusConnection*, const char*, const char* path,
                         const char*, const char* method, GVariant* arguments,
                         GDBusMethodInvocation* invocation, gpointer self) {
  auto& service = *static_cast<FakeObjects*>(self);
  if (service.hangs_)
    return void(service.held_.emplace_back(g_object_ref(invocation)));
  if (g_str_equal(method, "GetManagedObjects") && service.deaf > 0) {
    --service.deaf;
    return g_dbus_method_invocation_return_dbus_error(
        invocation, "org.freedesktop.DBus.Error.UnknownMethod",
        "Object does not exist");
  }
  if (g_str_equal(method, "GetManagedObjects"))
    return g_dbus_method_invocation_return_value(invocation, service.tree());
  service.call(path, method, arguments, invocation);
}

GVariant* FakeObjects::get(GDBusConnection*, const char*, const char* path,
                           const char*, const char* property, GError**,
                           gpointer self) {
  return g_variant_ref(static_cast<FakeObjects*>(self)
                           ->objects_.at(path)
                           .properties.at(property)
                           .get());
}

gboolean FakeObjects::set(GDBusConnection*, const char*, const char* path,
                          const char*, const char* property, GVariant* value,
                          GError** error, gpointer self) {
  if (static_cast<FakeObjects*>(self)->hangs_) {
    g_set_error(error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, "it hangs");
    return FALSE;
  }
  return static_cast<FakeObjects*>(self)->put(path, property, value, error);
}
