// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what is installed, and of the daemon.
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "cli/doctor/check.hpp"
#include "cli/failure.hpp"
#include "cli/times.hpp"
#include "glib/handle.hpp"
#include "value.hpp"

namespace cli::doctor {
namespace {

using File = glib::Handle<std::FILE, std::fclose>;
constexpr const char* reinstall = "sudo apt install --reinstall earshot";

/** The first of these that is there; empty: none is. */
std::filesystem::path first_of(const Subject& subject,
                               std::initializer_list<const char*> places) {
  std::error_code none;
  for (const char* place : places)
    if (std::filesystem::exists(subject.at(place), none))
      return subject.at(place);
  return {};
}

Finding config(const Subject& subject) {
  if (subject.mistakes().empty())
    return {Level::ok, subject.config_file() + " is valid"};
  const auto more = subject.mistakes().size() - 1;
  return {Level::failure,
          subject.mistakes().front() +
              (more ? "; and " + std::to_string(more) + " more" : ""),
          "the pairing window stays shut",
          "mend it; sudo systemctl restart earshot"};
}

Finding daemon(const Subject& subject) {
  if (const auto& failure = subject.unreached())
    return {Level::failure, failure->what(), "no phone can be let in",
            failure->remedy()};
  const std::string version = subject.state()->text("Version");
  if (version != EARSHOT_VERSION)
    return {Level::warning,
            "earshotd " + version + " runs, " EARSHOT_VERSION " is installed",
            "what is new is not in effect", "sudo systemctl restart earshot"};
  return {Level::ok, "earshotd " + version};
}

Finding policy(const Subject& subject) {
  if (!first_of(subject, {"usr/share/dbus-1/system.d/org.earshot.Earshot1.conf",
                          "etc/dbus-1/system.d/org.earshot.Earshot1.conf"})
           .empty())
    return {Level::ok, "the bus knows who may command Earshot"};
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
  if (!subject.config().keys.device.empty()) wanted.emplace_back("input");
  for (const std::string& group : wanted)
    if (!found.contains(group))
      return {Level::failure, "user earshot is not in group " + group,
              group == "audio" ? "the sound card can't be opened"
                               : "keys can't be read",
              "sudo adduser earshot " + group +
                  " && sudo systemctl restart earshot"};
  return {Level::ok, "user earshot is in its groups"};
}

/** What a unit and its drop-ins assign last. */
std::map<std::string, std::string> assignments(
    const std::vector<std::filesystem::path>& files) {
  std::map<std::string, std::string> result;
  for (const auto& file : files) {
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);) {
      const auto equals = line.find('=');
      if (line.empty() || line[0] == '#' || equals == line.npos) continue;
      result[line.substr(0, equals)] = line.substr(equals + 1);
    }
  }
  return result;
}

Finding unit(const Subject& subject) {
  const auto unit = first_of(subject, {"etc/systemd/system/earshot.service",
                                       "usr/lib/systemd/system/earshot.service",
                                       "lib/systemd/system/earshot.service"});
  if (unit.empty())
    return {Level::failure, "earshot.service is missing",
            "nothing starts the daemon", reinstall};
  std::vector<std::filesystem::path> files{unit};
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator{
           subject.at("etc/systemd/system/earshot.service.d"), none})
    if (entry.path().extension() == ".conf") files.push_back(entry.path());
  std::sort(files.begin() + 1, files.end());
  const auto assigned = assignments(files);
  constexpr std::array<std::pair<const char*, const char*>, 8> hardening{
      {{"NoNewPrivileges", "yes"},
       {"ProtectSystem", "strict"},
       {"ProtectHome", "yes"},
       {"PrivateNetwork", "yes"},
       {"PrivateUsers", "yes"},
       {"CapabilityBoundingSet", ""},
       {"MemoryDenyWriteExecute", "yes"},
       {"User", "earshot"}}};
  for (const auto& [key, value] : hardening) {
    const auto found = assigned.find(key);
    if (found == assigned.end() || found->second != value)
      return {
          Level::warning,
          std::string{"earshot.service no longer says "} + key + "=" + value,
          "a mistake in the daemon could do more harm",
          "sudo systemctl revert earshot && sudo systemctl restart earshot"};
  }
  if (first_of(subject,
               {"etc/systemd/system/multi-user.target.wants/earshot.service"})
          .empty())
    return {Level::warning, "earshot.service is not enabled",
            "it does not start when the box is switched on",
            "sudo systemctl enable --now earshot"};
  return {Level::ok, "earshot.service is enabled, and locked in"};
}

Finding clock(const Subject& subject) {
  if (!first_of(subject, {"run/systemd/timesync/synchronized",
                          "run/chrony/chronyd.sock"})
           .empty())
    return {Level::ok, "the network sets the clock"};
  const Config& config = subject.config();
  if (config.quiet == QuietHours{} && !config.guests_stay)
    return {Level::ok, "the network does not set the clock; nothing needs it"};
  return {Level::warning, "the network does not set the clock",
          "quiet hours and guests' stays may begin and end at wrong times",
          "sudo timedatectl set-ntp true"};
}

Finding acts(const Subject& subject) {
  if (!subject.state()) return {Level::skipped, "earshotd is not reached"};
  const auto listed = subject.state()->list("Consent");
  const auto possible = subject.state()->list("Possible");
  std::vector<std::string> missing;
  for (const std::string& act : listed)
    if (std::find(possible.begin(), possible.end(), act) == possible.end())
      missing.push_back(act);
  if (missing.empty())
    return {Level::ok, listed.empty() ? "consent = none"
                                      : "consent by " + value::join(listed)};
  static const std::map<std::string, std::string> remedies{
      {"key", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"keypad", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"knock", "sudo apt install bluez-alsa-utils"},
      {"owner", "connect a phone that is in"}};
  const auto remedy = remedies.find(missing.front());
  const bool none_left = missing.size() == listed.size();
  return {none_left ? Level::failure : Level::warning,
          "consent by " + value::join(missing) + " is not possible now",
          none_left ? "no phone can be let in" : "the other acts are",
          remedy == remedies.end() ? "man earshot.conf" : remedy->second};
}

Finding window(const Subject& subject) {
  if (!subject.state()) return {Level::skipped, "earshotd is not reached"};
  const std::string why = subject.state()->text("HeldShut");
  if (why.empty())
    return {Level::ok, "the window is " + subject.state()->text("Window")};
  const auto locked = subject.state()->number("LockedOut");
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
    return {Level::skipped, "what is stored is only shown to root"};
  return {Level::ok, "what is stored is whole"};
}

Finding hooks(const Subject& subject) {
  for (const auto& [event, program] : subject.config().hooks) {
    const auto file = subject.at(program.front().substr(1).c_str());
    if (access(file.c_str(), X_OK) != 0)
      return {Level::failure,
              "[hooks] " + event + ": " + file.string() + " can't be run",
              "nothing happens on it", "sudo chmod a+rx " + program.front()};
  }
  const auto count = subject.config().hooks.size();
  return {Level::ok, count ? std::to_string(count) + " hooks can be run"
                           : "there are no hooks"};
}

constexpr std::array table{
    Check{"config", config}, Check{"daemon", daemon}, Check{"policy", policy},
    Check{"groups", groups}, Check{"unit", unit},     Check{"clock", clock},
    Check{"acts", acts},     Check{"window", window}, Check{"state", state},
    Check{"hooks", hooks},
};

}  // namespace

std::span<const Check> system_checks() {
  return table;
}

}  // namespace cli::doctor
