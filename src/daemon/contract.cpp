// SPDX-License-Identifier: GPL-3.0-or-later
// What each method and each property of the contract means: the two tables, and
// the lists in them.
#include <string>
#include <utility>
#include <vector>

#include "daemon/owner.hpp"
#include "pairing/words.hpp"

namespace {

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
         return g_variant_new_uint32(
             core.is_open() && end ? Loop::seconds_to(*end) : 0);
       }},
      {"HeldShut",
       [&] {
         const auto reason = core.held_shut(Loop::now());
         return variant(reason ? text(*reason) : "");
       }},
      {"Request", [this] { return asking().variant(); }, true},
      {"Devices", [this] { return glib::Dict::list(admitted()); }},
      {"Blocked", [this] { return glib::Dict::list(blocked()); }},
      {"Unlisted", [this] { return glib::Dict::list(unlisted()); }},
      {"LockedOut",
       [&] {
         const auto until = core.locked_until();
         return g_variant_new_uint32(until ? Loop::seconds_to(*until) : 0);
       }},
      {"Ready", [&] { return g_variant_new_boolean(core.is_ready()); }},
      {"Speaker",
       [this] { return variant(parts_.readiness.adapters().speaker_name()); }},
      {"Adapters", [this] { return glib::Dict::list(adapters()); }},
      {"Consent",
       [&] { return glib::Dict::list(words(config.pairing.consent)); }},
      {"Possible", [&] { return glib::Dict::list(words(core.possible())); }},
      {"First", [&] { return g_variant_new_boolean(core.awaits_first()); }},
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

std::vector<glib::Dict> Owner::admitted() const {
  const Mirror& mirror = parts_.mirror;
  std::vector<glib::Dict> result;
  for (const auto& [key, admission] : parts_.admissions.list()) {
    const auto path = mirror.find(key).value_or("");
    const auto* device = mirror.devices().find(path);
    const auto music = parts_.pcms.format(path).value_or(bluealsa::Format{});
    result.push_back(control::facts(
        control::Device{path, key.second, admission.name}, admission,
        {.connected = device && device->connected,
         .playing = device && mirror.plays(path),
         .volume = parts_.volume_links.arrives(path),
         .codec = music.codec,
         .rate = music.rate}));
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

std::vector<glib::Dict> Owner::unlisted() const {
  const Mirror& mirror = parts_.mirror;
  const auto* asking = parts_.loop.core().asking();
  std::vector<glib::Dict> result;
  for (const auto& [path, device] : mirror.devices())
    if (mirror.is_unlisted(path) && !(asking && *asking == path))
      result.push_back(control::facts(mirror.known(path)));
  return result;
}

std::vector<glib::Dict> Owner::adapters() const {
  std::vector<glib::Dict> result;
  for (const bluez::Adapter& adapter : parts_.readiness.adapters().ours())
    result.push_back(control::facts(adapter.address, adapter.powered));
  return result;
}

glib::Dict Owner::asking() const {
  const auto* device = parts_.loop.core().asking();
  if (!device) return {};
  return control::facts(parts_.mirror.known(*device))
      .add("Told", parts_.loop.core().was_told());
}
