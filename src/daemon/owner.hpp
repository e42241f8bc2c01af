// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bluealsa/pcms.hpp"
#include "bluez/volume_links.hpp"
#include "config/config.hpp"
#include "control/control.hpp"
#include "daemon/loop.hpp"
#include "daemon/mirror.hpp"
#include "daemon/problems.hpp"
#include "daemon/readiness.hpp"
#include "daemon/requests.hpp"
#include "daemon/stays.hpp"
#include "speech/announcer.hpp"

/**
 * What the owner says, and what they are told: the meaning of each method and
 * property of org.earshot.Earshot1.
 */
class Owner {
 public:
  /** What it reads, and what it acts on. */
  struct Parts {
    const Config& config;
    Loop& loop;
    Mirror& mirror;
    const Readiness& readiness;
    Announcer& announcer;
    Admissions& admissions;
    Stays& stays;
    const Problems& problems;
    const bluez::VolumeLinks& volume_links;
    const bluealsa::Pcms& pcms;
  };

  /** The record of requests is kept below `state`. */
  Owner(GDBusConnection& bus, const std::filesystem::path& state, Parts parts);

  /** Tells the bus what has changed since the last time. */
  void changed();
  void happened(const char* what, const glib::Dict& facts);
  Requests& requests() noexcept { return requests_; }
  /** Revokes all admissions. */
  void forget_all();

 private:
  std::vector<control::Method> methods();
  std::vector<control::Property> properties();

  void open(unsigned seconds);
  void yes();
  void no();
  void forget(const std::string& named);
  void block(const std::string& named, bool blocked);
  void say(const std::string& text);

  std::vector<glib::Dict> admitted() const;
  std::vector<glib::Dict> blocked() const;
  std::vector<glib::Dict> unlisted() const;
  std::vector<glib::Dict> adapters() const;
  glib::Dict asking() const;

  Parts parts_;
  bool was_open_ = false;
  Requests requests_;
  control::Control control_;
};
