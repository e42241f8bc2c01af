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
class Subject {
 public:
  /** `root`: the files below it are examined, "/" by default; `config_file`
   * stands for itself. */
  Subject(std::filesystem::path root, std::string config_file);

  /** A file or directory of the box, as "etc/bluetooth/main.conf". */
  std::filesystem::path at(const char* file) const { return root_ / file; }
  /** The first of these that is there; empty: none is. */
  std::filesystem::path first_of(
      std::initializer_list<const char*> places) const;
  /** The root is the running system's. */
  bool is_running_system() const { return root_ == "/"; }

  const std::string& config_file() const noexcept { return config_file_; }
  const Config& config() const noexcept { return config_; }
  const std::vector<std::string>& mistakes() const noexcept {
    return mistakes_;
  }

  /** What the daemon tells; nothing where it can't be reached: unreached() says
   * why, and what to do. */
  const std::optional<Facts>& state() const noexcept { return state_; }
  const std::optional<Failure>& unreached() const noexcept {
    return unreached_;
  }
  /** Its record; empty where there is none. */
  const std::vector<Facts>& requests() const noexcept { return requests_; }

  /** bluetoothd is on the bus. */
  bool has_bluez() const noexcept { return has_bluez_; }
  /** BlueZ's Adapter1 objects that are ours. */
  const std::vector<Facts>& adapters() const noexcept { return adapters_; }
  /** The process ids of all who are on the bus. */
  std::vector<std::uint32_t> processes_on_bus() const;

 private:
  void read_config();
  void ask_daemon();
  void ask_bluez();
  glib::Variant ask_bus(const char* method, GVariant* arguments) const;

  std::filesystem::path root_;
  std::string config_file_;
  Config config_;
  std::vector<std::string> mistakes_;
  std::optional<Daemon> daemon_;
  std::optional<Facts> state_;
  std::optional<Failure> unreached_;
  std::vector<Facts> requests_;
  bool has_bluez_ = false;
  std::vector<Facts> adapters_;
};

}  // namespace cli::doctor
