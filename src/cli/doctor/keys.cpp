// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of keys: what ours mean to others, and whose else the box obeys.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/doctor/assignments.hpp"
#include "cli/doctor/check.hpp"

namespace cli::doctor {
namespace {

/** What logind.conf and its drop-ins assign last. */
std::map<std::string, std::string> logind(const Subject& subject) {
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
  return assignments(files);
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
  const auto assigned = logind(subject);
  bool is_shared = false;
  for (const Shared& one : all) {
    if (keys.yes != one.code && keys.no != one.code && keys.open != one.code &&
        keys.forget_all != one.code)
      continue;
    is_shared = true;
    const auto setting = assigned.find(one.setting);
    if (setting != assigned.end() && setting->second == "ignore") continue;
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

constexpr std::array table{Check{"buttons", buttons}, Check{"remotes", remotes},
                           Check{"profiles", profiles}};

}  // namespace

std::span<const Check> key_checks() {
  return table;
}

}  // namespace cli::doctor
