// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/devices.hpp"

#include "glib/properties.hpp"

namespace bluez {

bool Devices::update(const std::string& path, GVariant* properties) {
  const auto [place, is_new] = devices_.try_emplace(path);
  Device& device = place->second;
  const Device before = device;
  glib::look_up(properties, "Adapter", device.adapter);
  glib::look_up(properties, "Address", device.address);
  glib::look_up(properties, "Alias", device.name);
  glib::look_up(properties, "Bonded", device.bonded);
  glib::look_up(properties, "Connected", device.connected);
  glib::look_up(properties, "Trusted", device.trusted);
  glib::look_up(properties, "Blocked", device.blocked);
  return is_new || device != before;
}

const Device* Devices::find(const std::string& path) const {
  const auto found = devices_.find(path);
  return found == devices_.end() ? nullptr : &found->second;
}

}  // namespace bluez
