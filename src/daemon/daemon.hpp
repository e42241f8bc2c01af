// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "bluealsa/pcms.hpp"
#include "bluez/adapters.hpp"
#include "bluez/agent.hpp"
#include "bluez/devices.hpp"
#include "bluez/registration.hpp"
#include "bluez/transports.hpp"
#include "config/config.hpp"
#include "consent/keys.hpp"
#include "control/control.hpp"
#include "daemon/problems.hpp"
#include "glib/calls.hpp"
#include "glib/objects.hpp"
#include "glib/source.hpp"
#include "pairing/pairing.hpp"
#include "speech/announcer.hpp"
#include "speech/music.hpp"
#include "speech/problem.hpp"
#include "store/admissions.hpp"
#include "store/record.hpp"

/**
 * All parts together: events go to the core, its effects to the parts.
 * Members are constructed in the order in which they need each other.
 */
class Daemon {
 public:
  struct Paths {
    std::filesystem::path state;        ///< the list of admitted devices
    std::filesystem::path phrasebooks;  ///< voice/phrases
    std::filesystem::path runtime;      ///< what a crash leaves to be put back
    std::filesystem::path input = "/dev/input";
  };

  /** Bits from the kernel. */
  static std::uint32_t unguessable();

  Daemon(GDBusConnection& bus, const Config& config, Paths paths,
         pairing::Pairing::Random random = unguessable);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /** Begins; `power_on`: for the first time since the box was switched on. */
  void start(bool power_on);
  /** Throws where the voice of the new configuration can't be had; the old one
   * stays then. */
  void reconfigure(const Config& config);
  /** Something is wrong with the box, or no longer; see Problems. */
  void report(Problem problem, bool is_there);
  /** Refuses, hushes, hides the box, and takes leave of BlueZ. `done` comes
   * once BlueZ has hidden the box, or after two seconds. */
  void stop(std::function<void()> done);

 private:
  /** The request that is open, as it is told and recorded. */
  struct OpenRequest {
    control::Known device;
    pairing::Method method;

    glib::Dict facts() const;
  };

  /** What may be missing while a box starts or an adapter is plugged in. */
  static constexpr std::chrono::seconds boot_time{30};

  // daemon.cpp: events, and what is configured
  void configure(const Config& config);
  void on(const pairing::Event& event);
  void called(const pairing::Event& event);
  /** Answers what concerns a device of an adapter that is not ours. */
  bool turned_away(const pairing::Event& event);
  void set_deadline();
  /** Tells the core where the quiet hours began or ended. */
  void look_at_clock();
  /** Tells the core which acts can be done now. */
  void look_at_room();

  // requests.cpp: how they are told
  void log(const pairing::Event& event) const;
  /** A request is open now, or was turned away at once. */
  void look_at(const pairing::Asked& asked, const pairing::Effects& effects);
  static RecordedRequest recorded(const OpenRequest& request);

  // effects.cpp
  void perform(const pairing::Announce&);
  void perform(const pairing::Hush&);
  void perform(const pairing::Accept&);
  void perform(const pairing::Answer&);
  void perform(const pairing::Reject&);
  void perform(const pairing::OpenWindow&);
  void perform(const pairing::CloseWindow&);
  void perform(const pairing::Admit&);
  void perform(const pairing::Dismiss&);
  void perform(const pairing::Mute&);
  void perform(const pairing::Ended&);
  void perform(const pairing::Echo&);
  void perform(const pairing::Trust&);
  void perform(const pairing::Distrust&);
  void perform(const pairing::Remove&);
  /** A flag of Device1; `property` is a literal. */
  void set(const pairing::Device& device, const char* property, bool value);

  // mirror.cpp: what BlueZ tells of its objects
  glib::Objects::Listener objects_listener();
  void object_changed(const char* path, const char* interface,
                      GVariant* properties);
  void object_removed(const char* path, const char* interface);
  void device_changed(const std::string& path, GVariant* properties);
  void transport_changed(const std::string& path, GVariant* properties);
  bool plays(const pairing::Device& device) const;
  /** Says who plays, and who has gone. */
  void look_at_guest(const pairing::Device& device);
  void look_at_adapters();
  void readiness_changed();
  /** Devices that BlueZ has forgotten leave our list. */
  void reconcile();
  pairing::Standing standing(const pairing::Device& device) const;
  Admissions::Key key(const bluez::Device& device) const;
  std::optional<pairing::Device> find(const Admissions::Key& key) const;
  std::string describe(const pairing::Device& device) const;

  // command.cpp: the owner's word, and admissions that end
  control::Control::Listener control_listener();
  bluealsa::Pcms::Listener pcms_listener();
  control::Control::Answer open(unsigned seconds);
  control::Control::Answer forget(const std::string& named);
  control::Control::Answer block(const std::string& named, bool blocked);
  control::Control::Answer say(const std::string& text);
  void forget_all();
  /** Takes back the admissions whose time is over, and waits for the next. */
  void look_at_guests();
  control::State state() const;
  control::Known known(const pairing::Device& device) const;
  std::vector<control::Admitted> admitted() const;
  std::vector<glib::Dict> log_since(const std::string& since) const;
  /** By object path or address; nothing where BlueZ has no such device. */
  std::optional<pairing::Device> find(const std::string& named) const;

  Paths paths_;
  Config config_;
  pairing::Pairing pairing_;
  Admissions admissions_;
  Record record_;
  Announcer announcer_;
  bluez::Agent agent_;
  bluez::Devices devices_;
  bluez::Transports transports_;
  bluez::Adapters adapters_;
  bluez::Registration registration_;
  glib::Calls calls_;
  glib::Timeout deadline_;
  glib::Timeout reconcile_;
  glib::Timeout stopping_;
  glib::Timeout clock_;
  glib::Timeout guests_;
  std::deque<pairing::Event> events_;
  std::optional<OpenRequest> open_;
  pairing::Acts possible_{pairing::Consent::heard, pairing::Consent::command};
  bool deciding_ = false;
  bool ready_ = false;
  bool quiet_ = false;
  bool mirrored_ = false;              ///< all that BlueZ knows was told
  std::set<pairing::Device> playing_;  ///< who was said to be
  Problems problems_;
  bluealsa::Pcms pcms_;
  Music music_;
  consent::Keys keys_;
  control::Control control_;
  glib::Objects objects_;
};
