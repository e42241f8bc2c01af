// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/owner.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "host/printable.hpp"
#include "pairing/words.hpp"
#include "voice/spoken_text.hpp"

namespace {

using control::Refusal;
using pairing::Consent;
using pairing::Time;

std::uint32_t seconds_to(Time until) {
  const Time left = std::max(until - Loop::now(), Time{0});
  return static_cast<std::uint32_t>(
      std::chrono::ceil<std::chrono::seconds>(left).count());
}

std::vector<std::string> words(pairing::Acts acts) {
  const auto names = pairing::names(acts);
  return {names.begin(), names.end()};
}

const char* argument(GVariant* arguments) {
  const char* text = nullptr;
  g_variant_get_child(arguments, 0, "&s", &text);
  return text;
}

GVariant* variant(const std::string& text) {
  return g_variant_new_string(text.c_str());
}

}  // namespace

Owner::Owner(GDBusConnection& bus, const std::filesystem::path& state,
             Parts parts)
    : parts_{parts},
      requests_{state, parts.mirror,
                [this](const char* what, const glib::Dict& facts) {
                  happened(what, facts);
                }},
      control_{bus, methods(), properties()} {}

std::vector<control::Method> Owner::methods() {
  const auto done = [](auto act) {
    return [act = std::move(act)](GVariant* arguments) -> GVariant* {
      act(arguments);
      return nullptr;
    };
  };
  return {
      {"Open", done([this](GVariant* a) {
         guint32 seconds = 0;
         g_variant_get(a, "(u)", &seconds);
         open(seconds);
       })},
      {"Close", done([this](GVariant*) { parts_.loop.on(pairing::Close{}); })},
      {"Yes", done([this](GVariant*) { yes(); })},
      {"No", done([this](GVariant*) { no(); })},
      {"Forget", done([this](GVariant* a) { forget(argument(a)); })},
      {"ForgetAll", done([this](GVariant*) { forget_all(); })},
      {"Block", done([this](GVariant* a) {
         gboolean blocked = FALSE;
         g_variant_get_child(a, 1, "b", &blocked);
         block(argument(a), blocked);
       })},
      {"Say", done([this](GVariant* a) { say(argument(a)); })},
      {"Log",
       [this](GVariant* a) {
         std::vector<glib::Dict> result;
         for (const auto& request : requests_.since(argument(a)))
           result.push_back(control::facts(request));
         return g_variant_new("(@aa{sv})", glib::Dict::list(result));
       }},
  };
}

std::vector<control::Property> Owner::properties() {
  const Config& config = parts_.config;
  const pairing::Pairing& core = parts_.loop.core();
  return {
      {"Version", [] { return g_variant_new_string(EARSHOT_VERSION); }},
      {"Window", [&] { return variant(core.is_open() ? "open" : "shut"); },
       true},
      {"Left",
       [&] {
         const auto end = core.closes_at();
         return g_variant_new_uint32(core.is_open() && end ? seconds_to(*end)
                                                           : 0);
       }},
      {"HeldShut",
       [&] {
         const auto reason = core.held_shut(Loop::now());
         return variant(reason ? text(*reason) : "");
       }},
      {"Request", [this] { return asking().variant(); }, true},
      {"Devices", [this] { return glib::Dict::list(admitted()); }},
      {"Blocked", [this] { return glib::Dict::list(blocked()); }},
      {"LockedOut",
       [&] {
         const auto until = core.locked_until();
         return g_variant_new_uint32(until ? seconds_to(*until) : 0);
       }},
      {"Ready", [&] { return g_variant_new_boolean(core.is_ready()); }},
      {"Speaker",
       [this] { return variant(parts_.readiness.adapters().speaker_name()); }},
      {"Adapters", [this] { return glib::Dict::list(adapters()); }},
      {"Consent",
       [&] { return glib::Dict::list(words(config.pairing.consent)); }},
      {"Possible", [&] { return glib::Dict::list(words(core.possible())); }},
      {"Languages", [&] { return glib::Dict::list(config.voice.languages); }},
      {"Output", [&] { return variant(config.sound.output); }},
      {"Speaking",
       [this] {
         return g_variant_new_boolean(parts_.announcer.is_speaking());
       }},
      {"Problems",
       [this] {
         std::vector<std::string> names;
         for (const auto problem : parts_.problems.there())
           names.emplace_back(name(problem));
         return glib::Dict::list(names);
       }},
  };
}

void Owner::changed() {
  control_.changed();
  const pairing::Pairing& core = parts_.loop.core();
  if (std::exchange(was_open_, core.is_open()) == core.is_open()) return;
  glib::Dict facts;
  if (core.is_open()) {
    const auto end = core.closes_at();
    facts.add("Seconds", end ? seconds_to(*end) : std::uint32_t{0});
  }
  happened(core.is_open() ? "opened" : "closed", facts);
}

void Owner::happened(const char* what, const glib::Dict& facts) {
  control_.happened(what, facts);
}

void Owner::open(unsigned seconds) {
  if (seconds != 0 && (seconds < 10 || seconds > 3600))
    throw Refusal{"BadLength", "from 10 to 3600 seconds, or 0: as configured"};
  // A command ends a rest after failures, and nothing else.
  if (const auto reason = parts_.loop.core().held_shut(Loop::now());
      reason && *reason != pairing::Reason::locked_out)
    throw Refusal{"HeldShut", text(*reason)};
  std::optional<Time> length;
  if (seconds != 0) length = std::chrono::seconds{seconds};
  parts_.loop.on(pairing::Open{Consent::command, length});
}

void Owner::yes() {
  const pairing::Pairing& core = parts_.loop.core();
  if (!core.asking()) throw Refusal{"NoRequest", "no device is asking"};
  if (!core.would_admit(Consent::command))
    throw Refusal{"NotConsent",
                  "[pairing] consent does not list command, or this request "
                  "is answered otherwise"};
  parts_.loop.on(pairing::Yes{Consent::command});
}

void Owner::no() {
  if (!parts_.loop.core().asking())
    throw Refusal{"NoRequest", "no device is asking"};
  parts_.loop.on(pairing::No{});
}

void Owner::forget(const std::string& named) {
  std::vector<pairing::Device> known = parts_.mirror.find_all(named);
  // Also what is on the list for an adapter that is not plugged in now.
  const auto unknown =
      named.starts_with('/') ? 0 : parts_.stays.end_unknown(named);
  if (known.empty() && unknown == 0)
    throw Refusal{"NoDevice", fmt::format("neither BlueZ nor our list has {}",
                                          printable(named))};
  if (!known.empty()) parts_.loop.on(pairing::Forget{std::move(known), false});
}

void Owner::forget_all() {
  std::vector<pairing::Device> known;
  for (const auto& [key, admission] : parts_.admissions.list())
    if (auto device = parts_.mirror.find(key))
      known.push_back(std::move(*device));
  parts_.stays.end_unknown();
  parts_.loop.on(pairing::Forget{std::move(known), true});
}

void Owner::block(const std::string& named, bool blocked) {
  Mirror& mirror = parts_.mirror;
  const std::vector<pairing::Device> known = mirror.find_all(named);
  if (known.empty())
    throw Refusal{"NoDevice",
                  fmt::format("BlueZ knows no device {}", printable(named))};
  for (const pairing::Device& device : known) {
    g_message("%s: %s", blocked ? "blocked" : "no longer blocked",
              mirror.describe(device).c_str());
    if (blocked) parts_.loop.on(pairing::Block{device});
    mirror.devices().set_blocked(device, blocked);
  }
  if (blocked && !named.starts_with('/')) parts_.stays.end_unknown(named);
}

void Owner::say(const std::string& text) {
  if (parts_.loop.core().asking())
    throw Refusal{"Busy", "a device is asking; its code goes first"};
  if (!voice::spoken_text(text))
    throw Refusal{"NoText", "there is neither a letter nor a digit in it"};
  parts_.announcer.say(text);
}

std::vector<glib::Dict> Owner::admitted() const {
  const Mirror& mirror = parts_.mirror;
  std::vector<glib::Dict> result;
  for (const auto& [key, admission] : parts_.admissions.list()) {
    const auto path = mirror.find(key).value_or("");
    const auto* device = mirror.devices().find(path);
    result.push_back(control::facts(
        control::Device{path, key.second, admission.name}, admission,
        device && device->connected, device && mirror.plays(path)));
  }
  return result;
}

std::vector<glib::Dict> Owner::blocked() const {
  const Mirror& mirror = parts_.mirror;
  std::vector<glib::Dict> result;
  for (const auto& [path, device] : mirror.devices())
    if (device.blocked) result.push_back(control::facts(mirror.known(path)));
  return result;
}

std::vector<glib::Dict> Owner::adapters() const {
  std::vector<glib::Dict> result;
  for (const bluez::Adapter& adapter : parts_.readiness.adapters().ours())
    result.emplace_back()
        .add("Address", adapter.address)
        .add("Powered", adapter.powered);
  return result;
}

glib::Dict Owner::asking() const {
  const auto* device = parts_.loop.core().asking();
  return device ? control::facts(parts_.mirror.known(*device)) : glib::Dict{};
}
