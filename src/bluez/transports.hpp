// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <optional>
#include <string>

#include "bluez/mirror.hpp"
#include "glib/calls.hpp"

namespace bluez {

/**
 * What BlueZ's org.bluez.MediaTransport1 says of a stream.
 *
 * BlueZ begins with a volume of 127 that no phone has sent (profiles/audio/
 * transport.c, media_transport_init_sink), and tells of one that the box has
 * set as of any other: neither is a message of the phone.
 */
struct Transport {
  static constexpr std::uint16_t unsent = 127;

  std::string device;                   ///< object path
  std::optional<std::uint16_t> volume;  ///< 0..127
  unsigned messages = 0;                ///< volumes that the phone has sent
  std::optional<std::uint16_t> set{};   ///< by the box, and not yet told
  std::string state;                    ///< "idle", "pending", "active"

  bool plays() const { return state == "active"; }
  bool take(const std::string&, GVariant* properties);
  bool operator==(const Transport&) const = default;
};

/** A mirror of all streams, by object path; and what we ask of them. */
class Transports : public Mirror<Transport> {
 public:
  explicit Transports(GDBusConnection& bus);

  /** The volume of a device's music, 0..127; a phone that sends its volume is
   * told, too. */
  void set_volume(const std::string& device, std::uint8_t volume);

 private:
  glib::Calls calls_;
};

}  // namespace bluez
