// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <optional>
#include <string>

#include "bluez/mirror.hpp"
#include "glib/properties.hpp"

namespace bluez {

/**
 * What BlueZ's org.bluez.MediaTransport1 says of a stream.
 *
 * BlueZ begins with a volume of 127 that no phone has sent (profiles/audio/
 * transport.c, media_transport_init_sink).
 */
struct Transport {
  std::string device;                   ///< object path
  std::optional<std::uint16_t> volume;  ///< 0..127
  std::string state;                    ///< "idle", "pending", "active"

  bool plays() const { return state == "active"; }
  bool take(const std::string&, GVariant* properties) {
    glib::look_up(properties, "Device", device);
    glib::look_up(properties, "Volume", volume);
    glib::look_up(properties, "State", state);
    return true;
  }
  bool operator==(const Transport&) const = default;
};

using Transports = Mirror<Transport>;

}  // namespace bluez
