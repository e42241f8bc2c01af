// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's word, what he is told, and admissions that end.
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "bluez/address.hpp"
#include "daemon/daemon.hpp"
#include "host/printable.hpp"
#include "pairing/words.hpp"
#include "store/clock.hpp"
#include "voice/spoken_text.hpp"

namespace {

using namespace std::chrono_literals;
using control::Refusal;
using pairing::Consent;
using Answer = control::Control::Answer;

// Guests go by the clock on the wall, which may be set at any time.
constexpr auto look_again = 600s;

pairing::Time now() {
  return pairing::Time{g_get_monotonic_time() / 1000};
}

Refusal no_request() {
  return {"NoRequest", "no device is asking"};
}

Refusal no_device(const std::string& named) {
  return {"NoDevice", "BlueZ knows no device " + printable(named)};
}

std::vector<std::string> words(pairing::Acts acts) {
  const auto names = pairing::names(acts);
  return {names.begin(), names.end()};
}

}  // namespace

control::Control::Listener Daemon::control_listener() {
  return {
      .open = [this](unsigned seconds) { return open(seconds); },
      .close = [this]() -> Answer {
        on(pairing::Close{});
        return std::nullopt;
      },
      .yes = [this]() -> Answer {
        if (!pairing_.asking()) return no_request();
        if (!pairing_.would_admit(Consent::command))
          return Refusal{"NotConsent",
                         "[pairing] consent does not list command, or this "
                         "request is answered otherwise"};
        on(pairing::Yes{Consent::command});
        return std::nullopt;
      },
      .no = [this]() -> Answer {
        if (!pairing_.asking()) return no_request();
        on(pairing::No{});
        return std::nullopt;
      },
      .forget = [this](const std::string& device) { return forget(device); },
      .forget_all = [this]() -> Answer {
        forget_all();
        return std::nullopt;
      },
      .block = [this](const std::string& device,
                      bool blocked) { return block(device, blocked); },
      .say = [this](const std::string& text) { return say(text); },
      .log = [this](const std::string& since) { return log_since(since); },
      .state = [this] { return state(); },
      .devices = [this] { return admitted(); },
  };
}

bluealsa::Pcms::Listener Daemon::pcms_listener() {
  return {
      .changed =
          [this] {
            music_.sources_changed();
            look_at_room();
          },
      .muted = [this](const std::string& d) { on(pairing::Muted{d}); },
      .not_muted = [this](const std::string& d) { on(pairing::NotMuted{d}); },
  };
}

Answer Daemon::open(unsigned seconds) {
  if (seconds != 0 && (seconds < 10 || seconds > 3600))
    return Refusal{"BadLength", "from 10 to 3600 seconds, or 0: as configured"};
  // A command ends a rest after failures, and nothing else.
  if (const auto reason = pairing_.held_shut(now());
      reason && *reason != pairing::Reason::locked_out)
    return Refusal{"HeldShut", text(*reason)};
  std::optional<pairing::Time> length;
  if (seconds != 0) length = std::chrono::seconds{seconds};
  on(pairing::Open{Consent::command, length});
  return std::nullopt;
}

std::optional<pairing::Device> Daemon::find(const std::string& named) const {
  for (const auto& [path, device] : devices_)
    if (path == named || bluez::same_address(device.address, named))
      return path;
  return std::nullopt;
}

Answer Daemon::forget(const std::string& named) {
  if (auto device = find(named)) {
    on(pairing::Forget{{std::move(*device)}, false});
    return std::nullopt;
  }
  // Admitted on an adapter that is not plugged in now.
  std::vector<Admissions::Key> listed;
  for (const auto& [key, admission] : admissions_.list())
    if (bluez::same_address(key.second, named)) listed.push_back(key);
  for (const Admissions::Key& key : listed) admissions_.remove(key);
  if (listed.empty()) return no_device(named);
  return std::nullopt;
}

Answer Daemon::block(const std::string& named, bool blocked) {
  const auto device = find(named);
  if (!device) return no_device(named);
  if (blocked) on(pairing::Block{*device});
  g_message("%s: %s", blocked ? "blocked" : "blocked no more",
            describe(*device).c_str());
  set(*device, "Blocked", blocked);
  return std::nullopt;
}

std::vector<glib::Dict> Daemon::log_since(const std::string& since) const {
  std::vector<glib::Dict> result;
  for (const RecordedRequest& request : record_.since(since))
    result.push_back(request.facts());
  return result;
}

void Daemon::forget_all() {
  std::vector<pairing::Device> known;
  std::vector<Admissions::Key> others;
  for (const auto& [key, admission] : admissions_.list()) {
    if (auto device = find(key))
      known.push_back(std::move(*device));
    else
      others.push_back(key);
  }
  for (const Admissions::Key& key : others) admissions_.remove(key);
  on(pairing::Forget{std::move(known), true});
}

Answer Daemon::say(const std::string& text) {
  if (pairing_.asking())
    return Refusal{"Busy", "a device is asking; its code goes first"};
  if (!voice::spoken_text(text))
    return Refusal{"NoText", "there is neither a letter nor a digit in it"};
  announcer_.say(text);
  return std::nullopt;
}

void Daemon::look_at_guests() {
  for (const Admissions::Key& key : admissions_.expired(utc::now())) {
    g_message("the stay of %s is over", key.second.c_str());
    if (auto device = find(key))
      on(pairing::Forget{{std::move(*device)}, false});
    else
      admissions_.remove(key);
  }
  std::optional<std::chrono::seconds> next;
  for (const auto& [key, admission] : admissions_.list())
    if (!admission.until.empty())
      next = std::min({next.value_or(look_again), look_again,
                       std::chrono::seconds{utc::until(admission.until)}});
  if (next)
    guests_.once(std::max(*next, 1s), [this] { look_at_guests(); });
  else
    guests_.stop();
}

control::State Daemon::state() const {
  const auto seconds = [](pairing::Time until) {
    return static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(
                                     std::max(until - now(), pairing::Time{0}))
                                     .count());
  };
  control::State state;
  state.open = pairing_.is_open();
  if (const auto end = pairing_.closes_at(); state.open && end)
    state.left = seconds(*end);
  if (const auto reason = pairing_.held_shut(now()))
    state.held_shut = text(*reason);
  if (const auto until = pairing_.locked_until())
    state.locked_out = seconds(*until);
  if (const auto* device = pairing_.asking()) state.asking = known(*device);
  state.ready = ready_;
  state.speaker = adapters_.speaker_name();
  for (const bluez::Adapter& adapter : adapters_.ours())
    state.adapters.push_back({adapter.address, adapter.powered});
  for (const auto& [path, device] : devices_)
    if (device.blocked) state.blocked.push_back(known(path));
  state.consent = words(config_.pairing.consent);
  state.possible = words(possible_);
  state.languages = config_.voice.languages;
  state.output = config_.sound.output;
  state.speaking = announcer_.is_speaking();
  for (const Problem problem : problems_.there())
    state.problems.emplace_back(name(problem));
  return state;
}

control::Known Daemon::known(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return {path, {}, {}};
  return {path, device->address, printable(device->name)};
}

std::vector<control::Admitted> Daemon::admitted() const {
  std::vector<control::Admitted> result;
  for (const auto& [key, admission] : admissions_.list()) {
    control::Admitted one{.device = find(key).value_or(""),
                          .address = key.second,
                          .name = admission.name,
                          .when = admission.when,
                          .consent = admission.consent,
                          .until = admission.until};
    if (const auto* device = devices_.find(one.device)) {
      one.connected = device->connected;
      one.playing = plays(one.device);
    }
    result.push_back(std::move(one));
  }
  return result;
}
