// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/owner.hpp"

#include <fmt/core.h>

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

}  // namespace

Owner::Owner(GDBusConnection& bus, const std::filesystem::path& state,
             Parts parts)
    : parts_{parts},
      requests_{state, parts.mirror,
                [this](const char* what, const glib::Dict& facts) {
                  happened(what, facts);
                }},
      control_{bus, methods(), properties()} {}

void Owner::changed() {
  control_.changed();
  const pairing::Pairing& core = parts_.loop.core();
  if (std::exchange(was_open_, core.is_open()) == core.is_open()) return;
  glib::Dict facts;
  if (core.is_open()) {
    const auto end = core.closes_at();
    facts.add("Seconds", end ? Loop::seconds_to(*end) : std::uint32_t{0});
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
  if (!core.was_told())
    throw Refusal{"TooEarly",
                  "its code has not been said yet: compare it first"};
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
  parts_.admissions.disown();
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
