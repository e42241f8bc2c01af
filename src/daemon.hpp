// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <string>

#include "admissions.hpp"
#include "announcer.hpp"
#include "bluez/adapters.hpp"
#include "bluez/agent.hpp"
#include "bluez/devices.hpp"
#include "bluez/objects.hpp"
#include "bluez/registration.hpp"
#include "config.hpp"
#include "glib/calls.hpp"
#include "glib/source.hpp"
#include "pairing/pairing.hpp"

/**
 * All parts together: events go to the core, its effects to the parts.
 * Members are constructed in the order in which they need each other.
 */
class Daemon {
 public:
  struct Paths {
    std::filesystem::path state;        ///< the list of admitted devices
    std::filesystem::path phrasebooks;  ///< voice/phrases
  };

  Daemon(GDBusConnection& bus, const Config& config, Paths paths);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /** Begins; `power_on`: for the first time since the box was switched on. */
  void start(bool power_on);
  /** Throws where the voice of the new configuration can't be had; the old one
   * stays then. */
  void reconfigure(const Config& config);
  /** Refuses, hushes, hides the box, and takes leave of BlueZ. `done` comes
   * once BlueZ has hidden the box, or after two seconds. */
  void stop(std::function<void()> done);

 private:
  void on(const pairing::Event& event);
  void called(const pairing::Event& event);
  /** Answers what concerns a device of an adapter that is not ours. */
  bool turned_away(const pairing::Event& event);
  void set_deadline();

  void perform(const pairing::Announce&);
  void perform(const pairing::Hush&);
  void perform(const pairing::Accept&);
  void perform(const pairing::Reject&);
  void perform(const pairing::OpenWindow&);
  void perform(const pairing::CloseWindow&);
  void perform(const pairing::Admit&);
  void perform(const pairing::Trust&);
  void perform(const pairing::Distrust&);
  void perform(const pairing::Remove&);
  void log(const pairing::Event& event) const;

  bluez::Objects::Taker objects_taker();
  void object_changed(const char* path, const char* interface,
                      GVariant* properties);
  void object_removed(const char* path, const char* interface);
  void device_changed(const std::string& path, GVariant* properties);
  void readiness_changed();
  /** Devices that BlueZ has forgotten leave our list. */
  void reconcile();

  pairing::Standing standing(const pairing::Device& device) const;
  Admissions::Key key(const bluez::Device& device) const;
  std::string describe(const pairing::Device& device) const;
  void set_trusted(const pairing::Device& device, bool trusted);

  Paths paths_;
  pairing::Pairing pairing_;
  Admissions admissions_;
  Announcer announcer_;
  bluez::Agent agent_;
  bluez::Devices devices_;
  bluez::Adapters adapters_;
  bluez::Registration registration_;
  glib::Calls calls_;
  glib::Timeout deadline_;
  glib::Timeout reconcile_;
  glib::Timeout stopping_;
  std::deque<pairing::Event> events_;
  bool deciding_ = false;
  bool ready_ = false;
  bluez::Objects objects_;
};
