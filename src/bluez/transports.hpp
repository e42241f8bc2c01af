// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

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
  bool operator==(const Transport&) const = default;
};

/** A mirror of all MediaTransport1 objects, by object path. */
class Transports {
 public:
  /** Takes new values, a{sv}; true where something changed. */
  bool update(const std::string& path, GVariant* properties);
  void remove(const std::string& path) { transports_.erase(path); }
  void clear() { transports_.clear(); }

  const Transport& at(const std::string& path) const {
    return transports_.at(path);
  }

  auto begin() const { return transports_.begin(); }
  auto end() const { return transports_.end(); }

 private:
  std::map<std::string, Transport> transports_;
};

}  // namespace bluez
