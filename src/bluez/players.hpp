// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <string>

#include "bluez/mirror.hpp"
#include "glib/properties.hpp"

namespace bluez {

/** What BlueZ's org.bluez.MediaPlayer1 says of the player on a phone. */
struct Player {
  std::string device;  ///< object path
  std::string status;  ///< "playing", "paused", ... (doc/media-api.txt)

  bool plays() const { return status == "playing"; }
  bool take(const std::string&, GVariant* properties) {
    glib::look_up(properties, "Device", device);
    glib::look_up(properties, "Status", status);
    return true;
  }
  bool operator==(const Player&) const = default;
};

using Players = Mirror<Player>;

}  // namespace bluez
