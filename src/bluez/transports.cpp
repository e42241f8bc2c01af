// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/transports.hpp"

#include "glib/properties.hpp"

namespace bluez {

bool Transports::update(const std::string& path, GVariant* properties) {
  Transport& transport = transports_[path];
  const Transport before = transport;
  glib::look_up(properties, "Device", transport.device);
  glib::look_up(properties, "Volume", transport.volume);
  glib::look_up(properties, "State", transport.state);
  return transport != before;
}

}  // namespace bluez
