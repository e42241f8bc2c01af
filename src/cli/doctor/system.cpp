// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what is installed, and of the daemon.
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "cli/doctor/check.hpp"
#include "cli/failure.hpp"
#include "cli/output/times.hpp"
#include "config/value.hpp"
#include "glib/handle.hpp"

namespace cli::doctor {
namespace {

using File = glib::Handle<std::FILE, std::fclose>;

Finding config(const Subject& subject) {
  if (subject.mistakes.empty()) return ok(subject.config_file + " is valid");
  const auto more = subject.mistakes.size() - 1;
  return {Level::failure,
          more ? fmt::format("{}; and {} more", subject.mistakes.front(), more)
               : subject.mistakes.front(),
          "the pairing window stays shut",
          "fix it (earshot check); sudo systemctl restart earshot"};
}

Finding daemon(const Subject& subject) {
  if (const auto& failure = subject.unreached)
    return {Level::failure, failure->what(), "no phone can be let in",
            failure->remedy()};
  const std::string version = subject.state->text("Version");
  if (version != EARSHOT_VERSION)
    return {Level::warning,
            fmt::format("earshotd {} runs, {} is installed", version,
                        EARSHOT_VERSION),
            "the update is not in effect yet",
            "sudo systemctl restart earshot"};
  return ok("earshotd " + version);
}

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

Finding acts(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  const auto listed = subject.state->list("Consent");
  const auto possible = subject.state->list("Possible");
  std::vector<std::string> missing;
  for (const std::string& act : listed)
    if (std::find(possible.begin(), possible.end(), act) == possible.end())
      missing.push_back(act);
  if (missing.empty())
    return ok(listed.empty() ? "consent = none"
                             : "consent by " + value::join(listed));
  // Which acts are possible comes and goes; one of them suffices.
  if (missing.size() < listed.size())
    return ok(fmt::format("consent by {}; not possible now: {}",
                          value::join(listed), value::join(missing)));
  static const std::map<std::string, std::string> remedies{
      {"key", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"keypad", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"knock", "sudo apt install bluez-alsa-utils"},
      {"owner", "connect a phone that is in"}};
  const auto remedy = remedies.find(missing.front());
  return {
      Level::failure,
      fmt::format("consent by {} is not possible now", value::join(missing)),
      subject.state->flag("First") ? "no phone but the first can be let in"
                                   : "no phone can be let in",
      remedy == remedies.end() ? "man earshot.conf" : remedy->second};
}

Finding window(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  const std::string why = subject.state->text("HeldShut");
  if (why.empty()) return ok("the window is " + subject.state->text("Window"));
  const auto locked = subject.state->number("LockedOut");
  return {Level::warning, "the window is held shut: " + why, "no phone can ask",
          locked ? "earshot open, or wait for " + lasting(locked)
                 : "earshot config window"};
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
