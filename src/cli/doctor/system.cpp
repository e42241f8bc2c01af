// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what is installed.
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <string>

#include "cli/doctor/check.hpp"
#include "glib/handle.hpp"

namespace cli::doctor {
namespace {

using File = glib::Handle<std::FILE, std::fclose>;

Finding policy(const Subject& subject) {
  if (!subject
           .first_of({"usr/share/dbus-1/system.d/org.earshot.Earshot1.conf",
                      "etc/dbus-1/system.d/org.earshot.Earshot1.conf"})
           .empty())
    return ok("the bus knows who may command Earshot");
  return {Level::failure, "the D-Bus policy of Earshot is missing",
          "no command reaches the daemon", reinstall};
}

std::set<std::string> groups_of(const Subject& subject,
                                const std::string& user) {
  std::set<std::string> result;
  gid_t primary = 0;
  bool exists = false;
  if (const File file{std::fopen(subject.at("etc/passwd").c_str(), "re")})
    while (const passwd* entry = fgetpwent(file.get()))
      if (user == entry->pw_name) {
        primary = entry->pw_gid;
        exists = true;
      }
  if (!exists) return result;
  result.insert(user);
  if (const File file{std::fopen(subject.at("etc/group").c_str(), "re")})
    while (const group* entry = fgetgrent(file.get())) {
      if (entry->gr_gid == primary) result.insert(entry->gr_name);
      for (char** member = entry->gr_mem; *member; ++member)
        if (user == *member) result.insert(entry->gr_name);
    }
  return result;
}

Finding groups(const Subject& subject) {
  const auto found = groups_of(subject, "earshot");
  if (found.empty())
    return {Level::failure, "there is no user earshot",
            "the daemon can't be started", reinstall};
  std::vector<std::string> wanted{"audio"};
  if (!subject.config.keys.device.empty()) wanted.emplace_back("input");
  for (const std::string& group : wanted)
    if (!found.contains(group))
      return {Level::failure, "user earshot is not in group " + group,
              group == "audio" ? "the sound card can't be opened"
                               : "keys can't be read",
              fmt::format(
                  "sudo adduser earshot {} && sudo systemctl restart earshot",
                  group)};
  return ok("user earshot is in its groups");
}

Finding clock(const Subject& subject) {
  if (!subject
           .first_of(
               {"run/systemd/timesync/synchronized", "run/chrony/chronyd.sock"})
           .empty())
    return ok("the network sets the clock");
  const Config& config = subject.config;
  if (config.quiet == QuietHours{} && !config.guests_stay)
    return ok("the network does not set the clock; nothing needs it");
  return {Level::warning, "the network does not set the clock",
          "quiet hours and guests' stays may begin and end at wrong times",
          "sudo timedatectl set-ntp true"};
}

Finding state(const Subject& subject) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{
           subject.at("var/lib/earshot"), error})
    if (entry.path().extension() == ".damaged")
      return {Level::warning,
              entry.path().string() + " was damaged and set aside",
              "phones that were let in last may have to pair again",
              "look into it, then: sudo rm " + entry.path().string()};
  if (error == std::errc::permission_denied)
    return skipped("what is stored is only shown to root");
  return ok("what is stored is whole");
}

Finding hooks(const Subject& subject) {
  for (const auto& [event, program] : subject.config.hooks) {
    const auto file = subject.at(program.front().substr(1).c_str());
    if (access(file.c_str(), X_OK) != 0)
      return {Level::failure,
              fmt::format("[hooks] {}: {} can't be run", event, file.string()),
              "nothing happens on it", "sudo chmod a+rx " + program.front()};
  }
  const auto count = subject.config.hooks.size();
  return ok(count ? std::to_string(count) + " hooks can be run"
                  : "there are no hooks");
}

constexpr std::array table{
    Check{"config", config}, Check{"daemon", daemon}, Check{"policy", policy},
    Check{"groups", groups}, Check{"unit", unit},     Check{"clock", clock},
    Check{"acts", acts},     Check{"window", window}, Check{"state", state},
    Check{"hooks", hooks},   Check{"memory", memory},
};

}  // namespace

std::span<const Check> system_checks() {
  return table;
}

}  // namespace cli::doctor
