// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <string>

#include "bluez/mirror.hpp"
#include "glib/calls.hpp"

namespace bluez {

/** What BlueZ's org.bluez.Device1 says of a remote device. */
struct Device {
  std::string adapter;  ///< object path of the adapter that knows it
  std::string address;  ///< changes when BlueZ learns a private one's identity
  std::string name;     ///< Alias: a stranger's text, or the address
  bool bonded = false;
  bool connected = false;
  bool trusted = false;
  bool blocked = false;      ///< the kernel refuses every link to it
  bool is_private = false;   ///< a random address: it may become another
  bool is_keyboard = false;  ///< it offers to type

  /** What has no address, or no adapter above it, is not a device. */
  bool take(const std::string& path, GVariant* properties);
  bool operator==(const Device&) const = default;
};

/** A mirror of all Device1 objects, by object path; and what we ask of them. */
class Devices : public Mirror<Device> {
 public:
  explicit Devices(GDBusConnection& bus);

  /** BlueZ lets a trusted device use any service without asking. */
  void set_trusted(const std::string& path, bool trusted);
  /** The kernel refuses each link to the address of a blocked one. */
  void set_blocked(const std::string& path, bool blocked);
  /** Adapter1.RemoveDevice: disconnects it and forgets its keys. */
  void forget(const std::string& path);

 private:
  void set(const std::string& path, const char* property, bool value);

  glib::Calls calls_;
};

}  // namespace bluez
