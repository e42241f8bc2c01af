// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "config/config.hpp"
#include "speech/problem.hpp"

/**
 * All parts together: what they report becomes events of the core, and what it
 * decides is passed on to them. Nothing is decided here.
 */
class Daemon {
 public:
  struct Paths {
    std::filesystem::path state;        ///< the list of admitted devices
    std::filesystem::path phrasebooks;  ///< voice/phrases
    std::filesystem::path runtime;      ///< what a crash leaves to be put back
    std::filesystem::path input = "/dev/input";
    /** Is there once systemd-timesyncd has set the clock. */
    std::filesystem::path synchronized = "/run/systemd/timesync/synchronized";
  };

  /** 32 bits; a knock is made of them, so nobody must be able to guess them. */
  using Random = std::uint32_t (*)();
  /** Bits from the kernel. */
  static std::uint32_t unguessable();

  Daemon(GDBusConnection& bus, const Config& config, Paths paths,
         Random random = unguessable);
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
  /** Refuses, falls silent, hides the box and leaves BlueZ. `done` is called
   * once BlueZ has hidden the box, or after two seconds. */
  void stop(std::function<void()> done);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};
