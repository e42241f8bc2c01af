// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "cli/client/daemon.hpp"
#include "cli/client/facts.hpp"
#include "cli/failure.hpp"
#include "config/file.hpp"

namespace cli::doctor {

/** The box under examination: what its checks look at, read once. */
struct Subject {
  /** `root`: the files below it are examined, "/" by default; `config_file`
   * stands for itself. */
  Subject(std::filesystem::path root, std::string config_file);

  /** A file or directory of the box, as "etc/bluetooth/main.conf". */
  std::filesystem::path at(const char* file) const { return root / file; }
  /** The first of these that is there; empty: none is. */
  std::filesystem::path first_of(
      std::initializer_list<const char*> places) const;
  /** The root is the running system's. */
  bool is_running_system() const { return root == "/"; }
  /** The process ids of all who are on the bus. */
  std::vector<std::uint32_t> processes_on_bus() const;

  std::filesystem::path root;
  std::string config_file;
  Config config;
  std::vector<std::string> mistakes;  ///< in the configuration

  std::optional<Daemon> daemon;  ///< where the bus can be reached
  /** What the daemon tells; or else why it can't be reached, and what to do. */
  std::optional<Facts> state;
  std::optional<Failure> unreached;
  std::vector<Facts> requests;  ///< its record

  bool has_bluez = false;       ///< bluetoothd is on the bus
  std::vector<Facts> adapters;  ///< BlueZ's Adapter1 objects that are ours

 private:
  void ask_bluez();
};

}  // namespace cli::doctor
