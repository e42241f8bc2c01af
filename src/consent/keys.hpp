// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "consent/key_device.hpp"
#include "consent/settings.hpp"
#include "glib/handle.hpp"
#include "glib/source.hpp"
#include "pairing/event.hpp"

namespace consent {

/** The code of "KEY_ENTER", "BTN_0", ...; nothing where there is none. */
std::optional<unsigned> key_code(const std::string& name);

/**
 * Makes events of key presses. One key may mean yes and open: the core takes
 * what makes sense. forget_all is held for a while. The digits of a keypad, its
 * enter and backspace are always what they are.
 */
class Keymap {
 public:
  struct Listener {
    std::function<void(const pairing::Event&)> event;
    std::function<void()> forget_all;
  };
  explicit Keymap(Listener listener) : listener_{std::move(listener)} {}

  void settings(const KeySettings& settings);
  /** value: 1 pressed, 0 released, 2 repeated (linux/input.h). */
  void key(unsigned code, int value);
  /** The device is gone, with whatever was held. */
  void release() { holding_.stop(); }

 private:
  Listener listener_;
  KeySettings settings_;
  glib::Timeout holding_;
};

/**
 * The input devices of the room, as they are plugged in and out. Devices of a
 * Bluetooth bus are never listened to: bluetoothd makes one of each phone's
 * remote control (profiles/audio/avctp.c), and a phone must not press our
 * button.
 */
class Keys {
 public:
  /** `changed`: any() is another. */
  Keys(std::filesystem::path directory, Keymap::Listener listener,
       std::function<void()> changed);
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  void settings(const KeySettings& settings);
  /** A device is there. */
  bool any() const noexcept { return !devices_.empty(); }

 private:
  struct Listening {
    explicit Listening(KeyDevice d) : device{std::move(d)} {}
    KeyDevice device;
    std::unique_ptr<glib::PollSource> source;
  };

  static void changed_file(GFileMonitor*, GFile* file, GFile*,
                           GFileMonitorEvent event, gpointer self) noexcept;
  /** Only where a device is named: GLib looks for a directory that is missing
   * every four seconds. */
  void watch();
  void unwatch();
  void look();
  void try_open(const std::filesystem::path& node);
  static void grab(KeyDevice& device);
  void read(const std::filesystem::path& node);
  bool is_wanted(const std::filesystem::path& node,
                 const KeyDevice& device) const;

  std::filesystem::path directory_;
  KeySettings settings_;
  Keymap keymap_;
  std::function<void()> changed_;
  std::map<std::filesystem::path, Listening> devices_;
  glib::Timeout gone_;
  glib::Object<GFileMonitor> monitor_;
};

}  // namespace consent
