// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "test/support/box.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/small_disk.hpp"

namespace faults {

inline constexpr const char* adapter = "/org/bluez/hci0";
inline constexpr const char* anna_address = "00:AA:01:01:00:01";
inline constexpr const char* stranger_address = "00:AA:01:01:00:02";
inline constexpr const char* bob_address = "00:AA:01:01:00:03";

/** A box whose daemon is a process that is started again, as systemd does it;
 * its card, its disk and its phrasebooks can be taken from it. */
class Place {
 public:
  /** `consent` as in [pairing], `card` as [sound] output. */
  explicit Place(std::string consent, std::string card = "fragile");

  /** Starts the daemon where it does not run. */
  void look_after();
  /** It runs, or is started; and is BlueZ's agent. */
  bool ready();
  FakeBluez& bluez() { return *box_.bluez; }
  Process& daemon() { return *daemon_; }
  pid_t pid() const { return daemon_->pid(); }
  /** The owner at the bus. */
  BusOwner& owner() { return owner_; }

  /** A phone that asks to compare a number. */
  FakeBluez::Answer& ask(const char* address);
  /** Its path, as on the adapter that is there. */
  std::string device(const char* address) const;
  /** The window is opened, and seen. */
  bool open();
  bool is_shut();
  /** It asks, the owner says yes, it bonds, and plays. What went wrong, or
   * nothing. */
  std::string let_in(const char* address);
  bool bonded(const char* address);
  bool listed(const char* address) const;
  bool plays(const char* address);
  bool is_speaking();

  void configure(const std::string& more = "");
  /** These exist while the card is so; see test/card/card.cpp. */
  std::filesystem::path plugged() const { return box_.directory / "plugged"; }
  std::filesystem::path wedged() const { return box_.directory / "wedged"; }
  std::filesystem::path blocked() const { return box_.directory / "blocked"; }
  std::filesystem::path books() const { return box_.directory / "phrases"; }
  const std::filesystem::path& tape() const { return box_.tape.file(); }
  const SmallDisk& disk() const { return disk_; }
  Box& box() { return box_; }

  /** The adapter as BlueZ calls it now. */
  std::string hci = "hci0";
  FakeBluealsa& bluealsa() { return bluealsa_; }

 private:
  std::string consent_;
  std::string card_;
  Box box_;
  SmallDisk disk_{box_.directory / "state"};
  FakeBluealsa bluealsa_{box_.bus->connect()};
  BusOwner owner_{*box_.bus};
  std::optional<Process> daemon_;
  glib::Timeout looking_;  ///< files wake nobody
};

}  // namespace faults
