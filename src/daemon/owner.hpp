// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

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
 * The owner's word, and what they are told: what each method and each property
 * of org.earshot.Earshot1 means.
 */
class Owner {
 public:
  /** What it asks, and what it steers. */
  struct Parts {
    const Config& config;
    Loop& loop;
    Mirror& mirror;
    const Readiness& readiness;
    Announcer& announcer;
    const Admissions& admissions;
    Stays& stays;
    const Problems& problems;
  };

  /** The record of requests is kept below `state`. */
  Owner(GDBusConnection& bus, const std::filesystem::path& state, Parts parts);

  /** Tells all who listen what has changed since the last time. */
  void changed();
  void happened(const char* what, const glib::Dict& facts);
  Requests& requests() noexcept { return requests_; }
  /** Takes all admissions back. */
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
  std::vector<glib::Dict> adapters() const;
  glib::Dict asking() const;

  Parts parts_;
  bool was_open_ = false;
  Requests requests_;
  control::Control control_;
};
