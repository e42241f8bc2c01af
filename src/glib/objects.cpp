// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/objects.hpp"

#include <chrono>
#include <utility>

namespace glib {
namespace {

constexpr std::chrono::milliseconds ask_again_after{500};
// BlueALSA takes its name a moment before it has its objects.
constexpr int refusals_of_a_start = 6;

}  // namespace

Objects::Objects(GDBusConnection& bus, const char* service, const char* root,
                 Listener listener)
    : bus_{bus},
      service_{service},
      root_{root},
      listener_{std::move(listener)},
      added_{bus,
             service,
             object_manager_interface,
             "InterfacesAdded",
             "(oa{sa{sv}})",
             root,
             [this](const char*, GVariant* arguments) {
               // Before the tree is read, it would be told twice.
               if (complete_) tell_object(arguments);
             }},
      removed_{bus,
               service,
               object_manager_interface,
               "InterfacesRemoved",
               "(oas)",
               root,
               [this](const char*, GVariant* arguments) {
                 if (complete_) tell_removal(arguments);
               }},
      changed_{bus,
               service,
               properties_interface,
               "PropertiesChanged",
               "(sa{sv}as)",
               nullptr,
               [this](const char* path, GVariant* arguments) {
                 if (complete_) tell_change(path, arguments);
               }},
      owner_{bus, service, [this](const char* owner) { follow(owner); }} {}

void Objects::follow(const char* owner) {
  const bool was_there = calls_ != nullptr;
  calls_.reset();
  again_.stop();
  complete_ = false;
  known_.clear();
  refusals_ = 0;
  if (!owner) {
    if (was_there) listener_.went();
    return;
  }
  listener_.came(owner);
  calls_ = std::make_unique<Calls>(bus_, service_);
  read_tree();
}

void Objects::read_tree() {
  calls_->call(
      root_, object_manager_interface, "GetManagedObjects", nullptr,
      [this](GVariant* reply, const GError* error) {
        read_tree_reply(reply, error);
      },
      "(a{oa{sa{sv}}})");
}

void Objects::read_tree_reply(GVariant* reply, const GError* error) {
  if (!reply) {
    if (++refusals_ == refusals_of_a_start)
      g_warning("%s does not tell its objects: %s", service_, error->message);
    return again_.once(ask_again_after, [this] { read_tree(); });
  }
  const Variant tree{g_variant_get_child_value(reply, 0)};
  for (gsize i = 0; i < g_variant_n_children(tree.get()); ++i) {
    const Variant object{g_variant_get_child_value(tree.get(), i)};
    tell_object(object.get());
  }
  complete_ = true;
  listener_.complete();
}

void Objects::tell_object(GVariant* path_and_interfaces) {
  const Variant path{g_variant_get_child_value(path_and_interfaces, 0)};
  const Variant interfaces{g_variant_get_child_value(path_and_interfaces, 1)};
  for (gsize i = 0; i < g_variant_n_children(interfaces.get()); ++i) {
    const char* interface = nullptr;
    GVariant* properties = nullptr;
    g_variant_get_child(interfaces.get(), i, "{&s@a{sv}}", &interface,
                        &properties);
    const Variant owned{properties};
    const char* name = g_variant_get_string(path.get(), nullptr);
    known_.emplace(name, interface);
    listener_.changed(name, interface, properties);
  }
}

void Objects::tell_change(const char* path, GVariant* arguments) {
  const char* interface = nullptr;
  GVariant* properties = nullptr;
  g_variant_get(arguments, "(&s@a{sv}@as)", &interface, &properties, nullptr);
  const Variant owned{properties};
  if (known_.contains({path, interface}))
    listener_.changed(path, interface, properties);
}

void Objects::tell_removal(GVariant* path_and_interfaces) {
  const char* path = nullptr;
  GVariantIter* interfaces = nullptr;
  g_variant_get(path_and_interfaces, "(&oas)", &path, &interfaces);
  const char* interface = nullptr;
  while (g_variant_iter_loop(interfaces, "&s", &interface))
    if (known_.erase({path, interface}) > 0) listener_.removed(path, interface);
  g_variant_iter_free(interfaces);
}

}  // namespace glib
