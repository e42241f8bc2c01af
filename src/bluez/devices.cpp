// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/devices.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "bluez/names.hpp"
#include "bluez/uuid.hpp"
#include "glib/objects.hpp"
#include "glib/properties.hpp"
#include "host/address.hpp"

namespace bluez {

Devices::Devices(GDBusConnection& bus) : calls_{bus, service} {}

bool Device::take(const std::string& path, GVariant* properties) {
  glib::look_up(properties, "Adapter", adapter);
  glib::look_up(properties, "Address", address);
  glib::look_up(properties, "Alias", name);
  glib::look_up(properties, "Bonded", bonded);
  glib::look_up(properties, "Connected", connected);
  glib::look_up(properties, "Trusted", trusted);
  glib::look_up(properties, "Blocked", blocked);
  std::string type;
  glib::look_up(properties, "AddressType", type);
  if (!type.empty()) is_private = type == "random";
  std::optional<std::vector<std::string>> uuids;
  glib::look_up(properties, "UUIDs", uuids);
  if (uuids) is_keyboard = std::any_of(uuids->begin(), uuids->end(), is_hid);
  return is_address(address) && !adapter.empty() &&
         path.starts_with(adapter + "/");
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
              [this, path, property, value](GVariant*, const GError* error) {
                // It may have been removed meanwhile.
                if (error && find(path))
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
