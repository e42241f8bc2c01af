// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/players.hpp"

#include "glib/properties.hpp"

namespace bluez {

void Players::update(const std::string& path, GVariant* properties) {
  Player& player = players_[path];
  glib::look_up(properties, "Device", player.device);
  glib::look_up(properties, "Status", player.status);
}

const Player* Players::find(const std::string& path) const {
  const auto found = players_.find(path);
  return found == players_.end() ? nullptr : &found->second;
}

}  // namespace bluez
