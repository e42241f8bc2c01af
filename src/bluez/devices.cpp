// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/devices.hpp"

#include <utility>

#include "bluez/address.hpp"
#include "glib/properties.hpp"

namespace bluez {

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

}  // namespace bluez
