// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bluealsa/pcms.hpp"
#include "bluez/agent.hpp"
#include "bluez/volume_links.hpp"
#include "consent/keys.hpp"
#include "daemon/daemon.hpp"
#include "daemon/loop.hpp"
#include "daemon/mirror.hpp"
#include "daemon/owner.hpp"
#include "daemon/problems.hpp"
#include "daemon/readiness.hpp"
#include "daemon/reconnection.hpp"
#include "daemon/stage.hpp"
#include "daemon/stays.hpp"
#include "daemon/visits.hpp"
#include "host/spare_memory.hpp"
#include "speech/announcer.hpp"
#include "speech/music.hpp"
#include "store/admissions.hpp"
#include "store/failures.hpp"

/** The wiring: members are constructed in the order in which they need each
 * other. */
struct Daemon::Parts {
  Parts(GDBusConnection& bus, const Config& configured, Paths where,
        Random random);

  static Announcer::Settings announcer_settings(const Config& config,
                                                const Paths& paths);
  void configure(const Config& now);
  /** bluetoothd is missing; a problem if it does not appear soon. */
  void await_bluetooth();
  /** Tells the core which acts of consent can be done now. */
  void offer_acts();
  /** Tells it each device as it stands: what is right for it may be new. */
  void tell_devices();

  Config config;
  const Paths paths;
  Admissions admissions;
  KeptFailures failures;
  SpareMemory spare_memory;
  Loop loop;
  Announcer announcer;
  bluez::Agent agent;
  Problems problems;
  Readiness readiness;
  Mirror mirror;
  Stays stays;
  Visits visits;
  Reconnection reconnection;
  bluez::VolumeLinks volume_links;
  bluealsa::Pcms pcms;
  Music music;
  Stage stage;
  consent::Keys keys;
  Owner owner;

 private:
  Loop::Listener loop_listener();
  Announcer::Listener announcer_listener();
  bluez::Agent::Listener agent_listener();
  Readiness::Listener readiness_listener();
  Mirror::Listener mirror_listener();
  bluealsa::Pcms::Listener pcms_listener();
  Stage::Listener stage_listener();

  void called(const pairing::Event& event);
  void bluez_is_there();
  void bluez_is_gone();
  void device_changed(const pairing::Device& path, const bluez::Device* before);
  /** An admitted phone's address is now, or also, this device's. */
  bool has_taken_address(const pairing::Device& path,
                         const bluez::Device* before) const;
  /** Says in the log what another program did, when it did it. */
  void tell_unlisted(const pairing::Device& path, const bluez::Device* before);
  /** An admitted device began to offer what BlueZ may ask nobody about. */
  void tell_keyboard(const pairing::Device& path, const bluez::Device* before);
  void transport_changed(const bluez::Transport& transport,
                         std::optional<std::uint8_t> volume);
  /** What its player says, and what its stream does. */
  void tell_playing(const pairing::Device& device);
  void report_adapters();
};
