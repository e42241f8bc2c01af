// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what the rest of the box does with what is ours: its disk, its
// keys, and the keys of phones.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/doctor/check.hpp"

namespace cli::doctor {
namespace {

struct Mount {
  std::string place;
  std::string options;
  std::string type;
};

/** What a directory is on; see proc_pid_mountinfo(5). */
std::optional<Mount> mount_of(const Subject& subject,
                              const std::string& directory) {
  std::optional<Mount> result;
  std::ifstream stream{subject.at("proc/self/mountinfo")};
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words{line};
    std::string skip;
    Mount mount;
    words >> skip >> skip >> skip >> skip >> mount.place >> mount.options;
    while (words >> skip && skip != "-") continue;
    words >> mount.type;
    const std::string below =
        mount.place == "/" ? mount.place : mount.place + "/";
    if (!(directory + "/").starts_with(below)) continue;
    // What is mounted later hides what was there.
    if (!result || mount.place.size() >= result->place.size())
      result = std::move(mount);
  }
  return result;
}

Finding memory(const Subject& subject) {
  std::vector<std::string> volatile_ones;
  std::vector<std::string> overlaid;
  std::vector<std::string> fixed;
  for (const char* directory : {"/var/lib/earshot", "/var/lib/bluetooth"}) {
    const auto mount = mount_of(subject, directory);
    if (!mount) continue;
    if (("," + mount->options + ",").find(",ro,") != std::string::npos)
      fixed.emplace_back(directory);
    else if (mount->type == "tmpfs" || mount->type == "ramfs")
      volatile_ones.emplace_back(directory);
    else if (mount->type == "overlay")
      overlaid.emplace_back(directory);
  }
  constexpr const char* lost =
      "phones have to pair again after each start of the box";
  const auto mend = [](const std::vector<std::string>& all) {
    return fmt::format(
        "sudo raspi-config (Overlay File System: no), or mount a disk at {}",
        fmt::join(all, " and at "));
  };
  if (!fixed.empty())
    return {Level::failure,
            fmt::format("{} is read-only", fmt::join(fixed, ", ")),
            "phones can't be remembered",
            fmt::format("sudo mount -o remount,rw {}, or mount a disk there",
                        fixed.front())};
  if (!volatile_ones.empty())
    return {Level::failure,
            fmt::format("{} is in memory", fmt::join(volatile_ones, ", ")),
            lost, mend(volatile_ones)};
  if (!overlaid.empty())
    return {Level::warning,
            fmt::format("{} is in an overlay", fmt::join(overlaid, ", ")),
            fmt::format("if its upper layer is in memory, {}", lost),
            mend(overlaid)};
  return ok("what is stored outlasts a start of the box");
}

/** What logind.conf and its drop-ins assign last. */
std::string logind(const Subject& subject, const std::string& key) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const char* directory :
       {"usr/lib/systemd/logind.conf.d", "etc/systemd/logind.conf.d"})
    for (const auto& entry :
         std::filesystem::directory_iterator{subject.at(directory), none})
      if (entry.path().extension() == ".conf") files.push_back(entry.path());
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return a.filename() < b.filename();
  });
  files.insert(files.begin(), subject.at("etc/systemd/logind.conf"));
  std::string result;
  for (const auto& file : files) {
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);)
      if (line.starts_with(key + "=")) result = line.substr(key.size() + 1);
  }
  return result;
}

Finding buttons(const Subject& subject) {
  struct Shared {
    unsigned code;
    const char* name;
    const char* setting;
  };
  // linux/input-event-codes.h
  constexpr std::array all{
      Shared{116, "KEY_POWER", "HandlePowerKey"},
      Shared{0x164, "KEY_POWER2", "HandlePowerKey"},
      Shared{0x198, "KEY_RESTART", "HandleRebootKey"},
      Shared{142, "KEY_SLEEP", "HandleSuspendKey"},
      Shared{205, "KEY_SUSPEND", "HandleHibernateKey"},
  };
  const auto& keys = subject.config.keys;
  if (keys.device.empty()) return ok("there are no [keys]");
  bool is_shared = false;
  for (const Shared& one : all) {
    if (keys.yes != one.code && keys.no != one.code && keys.open != one.code &&
        keys.forget_all != one.code)
      continue;
    is_shared = true;
    if (logind(subject, one.setting) == "ignore") continue;
    return {Level::warning,
            fmt::format("systemd-logind acts on {}, too", one.name),
            "while Earshot does not run, pressing it switches the box off or "
            "sends it to sleep",
            fmt::format("{}=ignore below [Login] in "
                        "/etc/systemd/logind.conf.d/earshot.conf; sudo "
                        "systemctl restart systemd-logind",
                        one.setting)};
  }
  return ok(is_shared ? "logind leaves the keys of [keys] alone"
                      : "the keys of [keys] mean nothing else");
}

Finding remotes(const Subject& subject) {
  if (!subject
           .first_of({"etc/udev/rules.d/60-earshot.rules",
                      "usr/lib/udev/rules.d/60-earshot.rules",
                      "lib/udev/rules.d/60-earshot.rules"})
           .empty())
    return ok("the keys of phones are not the box's");
  return {Level::warning, "udev's 60-earshot.rules is missing",
          "a phone's keys reach the console, and can switch the box off",
          reinstall};
}

/** The command line of bluetoothd, if it runs. */
std::optional<std::string> command_line(const Subject& subject) {
  std::error_code none;
  for (const auto& entry :
       std::filesystem::directory_iterator{subject.at("proc"), none}) {
    std::ifstream comm{entry.path() / "comm"};
    std::string name;
    if (!std::getline(comm, name) || name != "bluetoothd") continue;
    std::ifstream stream{entry.path() / "cmdline", std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
  }
  return std::nullopt;
}

Finding profiles(const Subject& subject) {
  auto line = command_line(subject);
  if (!line) return skipped("bluetoothd is not seen");
  std::replace(line->begin(), line->end(), '\0', ' ');
  std::istringstream words{*line};
  std::set<std::string> left_out;
  for (std::string word; words >> word;) {
    const std::string option = "--noplugin=";
    // Also -P hog, and --noplugin hog: the next word.
    if (word == "-P" || word == "--noplugin")
      words >> word;
    else if (word.starts_with(option))
      word.erase(0, option.size());
    else
      continue;
    std::istringstream names{word};
    for (std::string name; std::getline(names, name, ',');)
      left_out.insert(name);
  }
  if (left_out.contains("hog"))
    return ok("bluetoothd takes no keyboards over LE");
  return {Level::warning, "bluetoothd takes keyboards over LE",
          "BlueZ asks nobody about them: a phone that is in can type here",
          "sudo apt install earshot-speaker, or --noplugin=hog in a drop-in of "
          "bluetooth.service"};
}

constexpr std::array table{
    Check{"memory", memory},
    Check{"buttons", buttons},
    Check{"remotes", remotes},
    Check{"profiles", profiles},
};

}  // namespace

std::span<const Check> box_checks() {
  return table;
}

}  // namespace cli::doctor
