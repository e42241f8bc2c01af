// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/devices.hpp"

#include <utility>

#include "bluez/address.hpp"
#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "glib/properties.hpp"

namespace bluez {

Devices::Devices(GDBusConnection& bus) : calls_{bus, service} {}

bool Devices::update(const std::string& path, GVariant* properties) {
  const Device* known = find(path);
  Device device = known ? *known : Device{};
  glib::look_up(properties, "Adapter", device.adapter);
  glib::look_up(properties, "Address", device.address);
  glib::look_up(properties, "Alias", device.name);
  glib::look_up(properties, "Bonded", device.bonded);
  glib::look_up(properties, "Connected", device.connected);
  glib::look_up(properties, "Trusted", device.trusted);
  glib::look_up(properties, "Blocked", device.blocked);
  if (!is_address(device.address) || device.adapter.empty() ||
      !path.starts_with(device.adapter + "/"))
    return false;
  if (known && device == *known) return false;
  devices_.insert_or_assign(path, std::move(device));
  return true;
}

const Device* Devices::find(const std::string& path) const {
  const auto found = devices_.find(path);
  return found == devices_.end() ? nullptr : &found->second;
}

void Devices::set_trusted(const std::string& path, bool trusted) {
  set(path, "Trusted", trusted);
}

void Devices::set_blocked(const std::string& path, bool blocked) {
  set(path, "Blocked", blocked);
}

/** `property` is a literal. */
void Devices::set(const std::string& path, const char* property, bool value) {
  calls_.call(path.c_str(), glib::properties_interface, "Set",
              g_variant_new("(ssv)", device_interface, property,
                            g_variant_new_boolean(value)),
              [path, property, value](GVariant*, const GError* error) {
                if (error)
                  g_warning("%s can't be set to %s of %s: %s", property,
                            value ? "yes" : "no", path.c_str(), error->message);
              });
}

void Devices::forget(const std::string& path) {
  const Device* device = find(path);
  if (!device) return;
  calls_.call(device->adapter.c_str(), adapter_interface, "RemoveDevice",
              g_variant_new("(o)", path.c_str()),
              [path](GVariant*, const GError* error) {
                // BlueZ forgets a stranger's device by itself, too.
                if (error)
                  g_debug("%s can't be removed: %s", path.c_str(),
                          error->message);
              });
}

}  // namespace bluez
