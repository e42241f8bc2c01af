// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bluez/adapters.hpp"
#include "bluez/devices.hpp"
#include "bluez/players.hpp"
#include "bluez/transports.hpp"
#include "control/facts.hpp"
#include "glib/objects.hpp"
#include "pairing/event.hpp"
#include "store/admissions.hpp"

/** What BlueZ tells of its devices and their streams, beside our list. */
class Mirror {
 public:
  struct Listener {
    /** bluetoothd is there: its unique name. */
    std::function<void(const char* owner)> came;
    /** Everything that it had at first has been reported. */
    std::function<void()> complete;
    /** bluetoothd is gone, and with it all objects. */
    std::function<void()> went;
    /** `before` is null for a device that is new. */
    std::function<void(const pairing::Device&, const bluez::Device* before)>
        device_changed;
    std::function<void(const pairing::Device&)> device_gone;
    /** A stream began, ended or changed; `volume` where it was sent. */
    std::function<void(const bluez::Transport&,
                       std::optional<std::uint8_t> volume)>
        transport_changed;
    std::function<void(const pairing::Device&)> transport_gone;
    /** MediaControl1 of a device changed. */
    std::function<void(const pairing::Device&, GVariant* properties)> control;
    /** An Adapter1 changed. Null properties: it is gone. */
    std::function<void(const char* path, GVariant* properties)> adapter;
    /** Null: it is gone. */
    std::function<void(const char* path, const bluez::Player*)> player;
  };

  Mirror(GDBusConnection& bus, const bluez::Adapters& adapters,
         const Admissions& admissions, Listener listener);

  bluez::Devices& devices() noexcept { return devices_; }
  const bluez::Devices& devices() const noexcept { return devices_; }
  bluez::Transports& transports() noexcept { return transports_; }
  const bluez::Transports& transports() const noexcept { return transports_; }
  const bluez::Players& players() const noexcept { return players_; }
  /** Everything that BlueZ had at first has been reported. */
  bool complete() const noexcept { return objects_.complete(); }

  /** What BlueZ and our list say of a device; all false: unknown. */
  pairing::Standing standing(const pairing::Device& device) const;
  /** Another program paired or trusted it, and nobody here let it in. */
  bool is_unlisted(const pairing::Device& device) const;
  /** One of its streams is active. */
  bool plays(const pairing::Device& device) const;
  /** What our list calls it. */
  Admissions::Key key(const bluez::Device& device) const;
  std::optional<pairing::Device> find(const Admissions::Key& key) const;
  /** Another device has this name on our list, too. */
  bool is_shared(const Admissions::Key& key,
                 const pairing::Device& device) const;
  /** The adapter that this entry of our list is about is there. */
  bool knows_adapter(const Admissions::Key& key) const;
  /** By object path, or address: of each adapter that knows it. */
  std::vector<pairing::Device> find_all(const std::string& named) const;
  /** For the log: its name and address, printable. */
  std::string describe(const pairing::Device& device) const;
  /** For the bus. */
  control::Device known(const pairing::Device& device) const;

 private:
  void changed(const char* path, const char* interface, GVariant* properties);
  void removed(const char* path, const char* interface);

  const bluez::Adapters& adapters_;
  const Admissions& admissions_;
  Listener listener_;
  bluez::Devices devices_;
  bluez::Transports transports_;
  bluez::Players players_;
  glib::Objects objects_;
};
