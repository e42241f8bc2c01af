// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of Bluetooth: from the kernel's switches to the agent.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

#include "cli/doctor/check.hpp"
#include "cli/doctor/management.hpp"
#include "cli/output/listing.hpp"
#include "cli/system.hpp"
#include "glib/handle.hpp"
#include "host/bluetooth_settings.hpp"
#include "host/kernel.hpp"
#include "host/printable.hpp"

namespace cli::doctor {
namespace {

/** The first line of a small file; empty where there is none. */
std::string line_of(const std::filesystem::path& file) {
  std::ifstream stream{file};
  std::string line;
  std::getline(stream, line);
  return line;
}

Finding no_bluez() {
  return skipped("bluetoothd does not run");
}

Finding no_adapter() {
  return skipped("there is no adapter");
}

Finding kernel(const Subject& subject) {
  const Kernel kernel{line_of(subject.at("proc/sys/kernel/osrelease")),
                      line_of(subject.at("proc/sys/kernel/version"))};
  if (kernel.asks_before_just_works()) return ok("Linux " + kernel.release);
  return {
      Level::failure,
      fmt::format("Linux {} lacks the fix for CVE-2024-8805", kernel.release),
      "it pairs with devices that have no display and no keys, unasked; the "
      "window stays shut",
      "sudo apt update && sudo apt full-upgrade && sudo reboot"};
}

Finding rfkill(const Subject& subject) {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator{
           subject.at("sys/class/rfkill"), none}) {
    if (line_of(entry.path() / "type") != "bluetooth") continue;
    const std::string name = line_of(entry.path() / "name");
    if (line_of(entry.path() / "hard") == "1")
      return {Level::failure, name + " is blocked by a switch of the machine",
              "the adapter can't be powered",
              "look for that switch, or for a setting in the firmware"};
    if (line_of(entry.path() / "soft") == "1")
      return {Level::failure, name + " is blocked by rfkill",
              "the adapter can't be powered", "sudo rfkill unblock bluetooth"};
  }
  return ok("nothing blocks Bluetooth");
}

Finding bluetoothd(const Subject& subject) {
  const std::string version =
      bluez_version(subject.is_running_system() ? "/" : subject.at(""));
  if (!subject.has_bluez)
    return {Level::failure,
            version.empty() ? "bluetoothd is neither installed nor running"
                            : "bluetoothd does not run",
            "no phone can ask",
            version.empty() ? "sudo apt install bluez"
                            : "sudo systemctl enable --now bluetooth"};
  if (version.empty()) return ok("bluetoothd runs");
  int major = 0;
  int minor = 0;
  constexpr int oldest = 65;  // absolute volume of phones, org.bluez 5.65
  if (std::sscanf(version.c_str(), "%d.%d", &major, &minor) == 2 &&
      (major < 5 || (major == 5 && minor < oldest)))
    return {Level::warning, "BlueZ " + version + " is old",
            "phones do not tell their volume: consent by owner can't be given",
            "sudo apt update && sudo apt full-upgrade"};
  return ok("BlueZ " + version);
}

Finding adapter(const Subject& subject) {
  if (!subject.has_bluez) return no_bluez();
  if (subject.adapters.empty()) {
    const std::string& wanted = subject.config.adapter;
    if (!wanted.empty())
      return {Level::failure, "there is no adapter " + wanted,
              "[adapter] address names one that is not here",
              "bluetoothctl list; then fix [adapter] address"};
    return {Level::failure, "there is no Bluetooth adapter",
            "no phone can see the box",
            "plug one in; on a Raspberry Pi remove dtoverlay=disable-bt from "
            "/boot/firmware/config.txt"};
  }
  const Finding blocked = rfkill(subject);
  std::vector<std::string> all;
  for (const Facts& one : subject.adapters) {
    if (!one.flag("Powered"))
      return {
          Level::failure, one.text("Address") + " is off",
          "no phone can see the box",
          blocked.level == Level::ok ? "bluetoothctl power on" : blocked.mend};
    all.push_back(one.text("Address"));
  }
  return ok(fmt::format("{}, powered", fmt::join(all, ", ")));
}

Finding simple_pairing(const Subject&) {
  const auto all = controllers();
  if (!all) return skipped("this kernel has no Bluetooth");
  if (all->empty()) return no_adapter();
  for (const Controller& one : *all) {
    if (!one.classic)
      return {Level::failure, one.address + " has BR/EDR switched off",
              "phones play music over nothing else",
              "remove ControllerMode = le from /etc/bluetooth/main.conf; sudo "
              "systemctl restart bluetooth"};
    if (!one.simple_pairing)
      return {Level::failure, one.address + " has SSP switched off",
              "phones ask for a PIN instead of comparing a code, and are "
              "refused",
              "sudo btmgmt power off; sudo btmgmt ssp on; sudo btmgmt power "
              "on"};
  }
  return ok("Secure Simple Pairing is on");
}

Finding settings(const Subject& subject) {
  const auto file = bluetooth_settings(subject.at(""));
  const auto found = dangers(file);
  if (!found.empty())
    return {Level::failure, found.front(), "strangers are paired unasked",
            "fix that line; sudo systemctl restart bluetooth"};
  const glib::KeyFile keys{g_key_file_new()};
  g_key_file_load_from_file(keys.get(), file.c_str(), G_KEY_FILE_NONE, nullptr);
  const glib::Text mode{
      g_key_file_get_string(keys.get(), "General", "ControllerMode", nullptr)};
  if (mode && g_str_equal(mode.get(), "le"))
    return {Level::failure, file.string() + ": ControllerMode = le",
            "phones play music over BR/EDR alone",
            "ControllerMode = dual; sudo systemctl restart bluetooth"};
  return ok(
      fmt::format("nothing in {} pairs unasked", file.filename().string()));
}

Finding agent(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  if (!subject.has_bluez) return no_bluez();
  if (!subject.state->flag("Ready"))
    return {Level::failure,
            "Earshot is not the default agent on a powered adapter",
            "phones are asked nothing, or somebody else is",
            "sudo systemctl restart bluetooth earshot"};
  static const std::set<std::string> agents{
      "bluetoothctl", "bt-agent",     "blueman-applet",
      "gnome-shell",  "bluedevil",    "kded5",
      "kded6",        "simple-agent", "bluez-simple-ag"};
  for (const std::uint32_t process : subject.processes_on_bus()) {
    const std::string id = std::to_string(process);
    const std::string name = line_of("/proc/" + id + "/comm");
    if (agents.contains(name))
      return {
          Level::warning,
          fmt::format("{} (process {}) registers an agent of its own",
                      printable(name), id),
          "it may answer phones in Earshot's place for 20 seconds at a time",
          "end it: kill " + id};
  }
  return ok("Earshot is the default agent");
}

Finding bonds(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  const auto unlisted = subject.state->dictionaries("Unlisted");
  if (unlisted.empty())
    return ok("nothing is paired or trusted that was not let in here");
  std::vector<std::string> all;
  all.reserve(unlisted.size());
  for (const Facts& one : unlisted) all.push_back(described(one));
  return {Level::warning,
          fmt::format("paired or trusted by another program: {}",
                      fmt::join(all, ", ")),
          "it is refused until somebody lets it in here",
          fmt::format("earshot forget {}", unlisted.front().text("Address"))};
}

Finding audio(const Subject& subject) {
  if (subject.adapters.empty()) return no_adapter();
  constexpr const char* sink = "0000110b-0000-1000-8000-00805f9b34fb";
  for (const Facts& one : subject.adapters) {
    const auto uuids = one.list("UUIDs");
    if (std::find(uuids.begin(), uuids.end(), sink) != uuids.end()) continue;
    const bool has_seat_monitor =
        subject.first_of({"usr/bin/bluealsa", "usr/bin/bluealsad"}).empty() &&
        !subject.first_of({"usr/bin/wireplumber"}).empty();
    return {
        Level::failure, one.text("Address") + " offers no audio sink (A2DP)",
        has_seat_monitor
            ? "phones pair, but can't play music: WirePlumber serves "
              "Bluetooth only while somebody is logged in at the box itself"
            : "phones pair, but can't play music: no audio service is "
              "registered",
        has_seat_monitor
            ? "sudo apt install bluez-alsa-utils; or in wireplumber.conf.d: "
              "wireplumber.profiles = { main = { "
              "monitor.bluez.seat-monitoring = disabled } }"
            : "sudo apt install bluez-alsa-utils && sudo systemctl enable "
              "--now bluealsa bluealsa-aplay"};
  }
  return ok("an audio sink (A2DP) is offered");
}

Finding device_class(const Subject& subject) {
  if (subject.adapters.empty()) return no_adapter();
  constexpr std::uint32_t major_mask = 0x1f00;
  constexpr std::uint32_t audio_video = 0x0400;
  for (const Facts& one : subject.adapters)
    if ((one.number("Class") & major_mask) != audio_video)
      return {Level::warning,
              one.text("Address") + " does not call itself a loudspeaker",
              "some phones show it as a computer, or among others",
              "Class = 0x240414 below [General] in /etc/bluetooth/main.conf; "
              "sudo systemctl restart bluetooth"};
  return ok("phones see an audio device");
}

constexpr std::array table{
    Check{"kernel", kernel},         Check{"rfkill", rfkill},
    Check{"bluetoothd", bluetoothd}, Check{"adapter", adapter},
    Check{"ssp", simple_pairing},    Check{"settings", settings},
    Check{"agent", agent},           Check{"bonds", bonds},
    Check{"audio", audio},           Check{"class", device_class},
};

}  // namespace

std::span<const Check> bluetooth_checks() {
  return table;
}

}  // namespace cli::doctor
