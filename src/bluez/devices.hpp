// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <map>
#include <string>

namespace bluez {

/** What BlueZ's org.bluez.Device1 says of a remote device. */
struct Device {
  std::string adapter;  ///< object path of the adapter that knows it
  std::string address;  ///< changes when BlueZ learns a private one's identity
  std::string name;     ///< Alias: a stranger's text, or the address
  bool bonded = false;
  bool connected = false;
  bool trusted = false;
  bool blocked = false;  ///< the kernel refuses every link to it

  bool operator==(const Device&) const = default;
};

/** A mirror of all Device1 objects, by object path. */
class Devices {
 public:
  /** Takes new values, a{sv}. True where one that Device holds changed. What
   * has no address, or no adapter above it, is no device. */
  bool update(const std::string& path, GVariant* properties);
  void remove(const std::string& path) { devices_.erase(path); }
  void clear() { devices_.clear(); }

  /** Null where BlueZ has no such device. */
  const Device* find(const std::string& path) const;

  auto begin() const { return devices_.begin(); }
  auto end() const { return devices_.end(); }

 private:
  std::map<std::string, Device> devices_;
};

}  // namespace bluez
