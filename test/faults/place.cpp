// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/faults/place.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

using namespace std::chrono_literals;

namespace faults {
namespace {

constexpr const char* audio_sink = "0000110d-0000-1000-8000-00805f9b34fb";

}  // namespace

Place::Place(std::string consent, std::string card)
    : consent_{std::move(consent)}, card_{std::move(card)} {
  const auto set = [&](const char* name, const std::string& value) {
    g_subprocess_launcher_setenv(box_.launcher.get(), name, value.c_str(),
                                 TRUE);
  };
  set("STATE_DIRECTORY", disk_.path());
  set("EARSHOT_PLUGGED", plugged());
  set("EARSHOT_WEDGED", wedged());
  set("EARSHOT_BLOCKED", blocked());
  set("EARSHOT_PHRASEBOOKS", books());
  std::ofstream{plugged()};
  std::filesystem::copy(g_getenv("EARSHOT_PHRASEBOOKS"), books());
  configure();
  bluealsa_.appear();
  looking_.every(20ms, [] {});
}

void Place::configure(const std::string& more) {
  box_.directory.write(
      "earshot.conf",
      "[pairing]\nunsafe-kernel = accept\nconsent = " + consent_ +
          "\n[sound]\noutput = " + card_ + "\n" + more);
}

void Place::look_after() {
  if (daemon_ && daemon_->is_alive()) return;
  daemon_.reset();
  daemon_.emplace(
      box_.launcher.get(),
      std::vector<std::string>{
          g_getenv("EARSHOTD"),
          "--config=" + (box_.directory / "earshot.conf").string()});
}

std::string Place::device(const char* address) const {
  std::string name = address;
  std::replace(name.begin(), name.end(), ':', '_');
  return "/org/bluez/" + hci + "/dev_" + name;
}

FakeBluez::Answer& Place::ask(const char* address) {
  if (!bluez().has(device(address))) bluez().add_device(address, "Pixel", hci);
  return bluez().confirm(device(address), 470391);
}

bool Place::open() {
  return wait_until(
      [&] {
        const std::string path = "/org/bluez/" + hci;
        if (!ready() || !bluez().has(path)) return false;
        if (bluez().flag(path, "Discoverable")) return true;
        owner_.call("Open", g_variant_new("(u)", 600u));
        return false;
      },
      60s);
}

bool Place::is_shut() {
  return !bluez().flag("/org/bluez/" + hci, "Discoverable");
}

std::string Place::let_in(const char* address) {
  auto& answer = ask(address);
  wait_until([&] { return answer.answered || owner_.was_told(); });
  if (!answer.answered || answer.accepted)
    if (const auto error = owner_.call("Yes"); !error.empty()) return error;
  if (!wait_until([&] { return answer.answered; })) return "is not answered";
  if (!answer.accepted) return "is refused";
  bluez().bond(device(address));
  if (!wait_until([&] { return listed(address); })) return "is not kept";
  return plays(address) ? "" : "may not play";
}

bool Place::listed(const char* address) const {
  const std::string list = TemporaryDirectory::read(disk_.path() / "admitted");
  return list.find(std::string{address} + "]") != std::string::npos;
}

bool Place::plays(const char* address) {
  auto& answer = bluez().authorize(device(address), audio_sink);
  return wait_until([&] { return answer.answered; }) && answer.accepted;
}

bool Place::ready() {
  look_after();
  return bluez().has_agent() && owner_.printed("Ready") == "true";
}

bool Place::bonded(const char* address) {
  return bluez().has(device(address)) &&
         bluez().flag(device(address), "Bonded");
}

bool Place::is_speaking() {
  return owner_.printed("Speaking") == "true";
}

}  // namespace faults
