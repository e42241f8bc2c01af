// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libevdev/libevdev.h>

#include <filesystem>
#include <functional>
#include <string>

#include "glib/descriptor.hpp"
#include "glib/handle.hpp"

namespace consent {

/** One /dev/input/eventN, read without blocking. */
class KeyDevice {
 public:
  /** Throws std::system_error if it can't be opened or is not such a device. */
  explicit KeyDevice(const std::filesystem::path& node);

  int descriptor() const noexcept { return descriptor_.get(); }
  std::string name() const { return libevdev_get_name(device_.get()); }
  /** It has keys, and is not a Bluetooth device. */
  bool is_local_keyboard() const noexcept;
  bool has_key(unsigned code) const noexcept {
    return libevdev_has_event_code(device_.get(), EV_KEY, code) != 0;
  }
  /** Its keys reach nobody else from now on. Throws std::system_error where
   * another program has grabbed it. */
  void grab();

  /** Gives each key event that is there: its code and value. Throws
   * std::system_error where the device is gone. */
  void read(const std::function<void(unsigned code, int value)>& listener);

 private:
  glib::Descriptor descriptor_;
  glib::Handle<libevdev, libevdev_free> device_;
};

}  // namespace consent
