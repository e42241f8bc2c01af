// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/keys.hpp"

#include <chrono>
#include <functional>
#include <tuple>
#include <utility>

#include "config/value.hpp"
#include "config/values.hpp"

using namespace std::chrono_literals;
using namespace config_values;
using namespace value;

namespace {

std::function<void(std::string_view, Config&)> topic(bool Topics::*which) {
  return [which](std::string_view v, Config& c) {
    c.topics.*which = yes_or_no(v);
  };
}

std::function<void(std::string_view, Config&)> hook(const char* event) {
  return [event](std::string_view v, Config& c) {
    auto program = command_line(v);
    if (program.empty())
      c.hooks.erase(event);
    else
      c.hooks[event] = std::move(program);
  };
}

}  // namespace

std::vector<ConfigKey> config_keys(const std::vector<std::string>& languages) {
  using pairing::Opening;
  using Text = std::string_view;
  const auto tongues = [languages](Text v, Config& c) {
    c.voice.languages = spoken(v, languages);
  };
  return {
      {"adapter", "address", "",
       [](Text v, Config& c) { c.adapter = value::address(v); }},
      {"adapter", "name", "",
       [](Text v, Config& c) {
         c.speaker_name =
             plain(v, 248, "a name of at most 248 bytes, or nothing");
       }},
      {"pairing", "capability", "DisplayYesNo",
       [](Text v, Config& c) {
         c.display_only = one_of<bool, 2>(
             v, {{{"DisplayYesNo", false}, {"DisplayOnly", true}}});
       }},
      {"pairing", "consent", "heard",
       [](Text v, Config& c) { c.pairing.consent = acts(v); }},
      {"pairing", "just-works", "refuse",
       [](Text v, Config& c) {
         c.pairing.just_works =
             one_of<bool, 2>(v, {{{"refuse", false}, {"ask", true}}});
       }},
      {"pairing", "guests-stay", "",
       [](Text v, Config& c) {
         constexpr const char* right =
             "a time from 1min to 720h, as 4h, or nothing: for ever";
         if (v.empty())
           c.guests_stay.reset();
         else
           c.guests_stay = value::time(v, 1min, 720h, right);
       }},
      {"pairing", "unsafe-kernel", "refuse",
       [](Text v, Config& c) {
         c.any_kernel =
             one_of<bool, 2>(v, {{{"refuse", false}, {"accept", true}}});
       }},
      {"window", "open-at", "power-on",
       [](Text v, Config& c) {
         c.pairing.open_at =
             one_of<Opening, 4>(v, {{{"power-on", Opening::power_on},
                                     {"start", Opening::start},
                                     {"always", Opening::always},
                                     {"never", Opening::never}}});
       }},
      {"window", "open-for", "3min",
       [](Text v, Config& c) {
         c.pairing.open_for = value::time(
             v, 10s, 1h, "a time from 10s to 1h, as 90s, 3min or 1h");
       }},
      {"window", "close-after-failures", "3",
       [](Text v, Config& c) {
         c.pairing.close_after_failures =
             static_cast<unsigned>(whole(v, 1, 100));
       }},
      {"window", "quiet", "",
       [](Text v, Config& c) {
         if (v.empty())
           c.quiet = {};
         else
           std::tie(c.quiet.from, c.quiet.to) = value::hours(v);
       }},
      {"services", "allow", "audio",
       [](Text v, Config& c) { c.services = services(v); }},
      {"services", "trust", "no",
       [](Text v, Config& c) { c.pairing.trust = yes_or_no(v); }},
      {"keys", "device", "",
       [](Text v, Config& c) {
         c.keys.device = plain(
             v, 200,
             "a path or a name (see /proc/bus/input/devices), or nothing");
       }},
      {"keys", "yes", "KEY_ENTER",
       [](Text v, Config& c) { c.keys.yes = key(v); }},
      {"keys", "no", "KEY_ESC", [](Text v, Config& c) { c.keys.no = key(v); }},
      {"keys", "open", "KEY_ENTER",
       [](Text v, Config& c) { c.keys.open = key(v); }},
      {"keys", "forget-all", "",
       [](Text v, Config& c) { c.keys.forget_all = key(v); }},
      {"keys", "echo", "click",
       [](Text v, Config& c) {
         c.echo_digits =
             one_of<bool, 2>(v, {{{"click", false}, {"digits", true}}});
       }},
      {"voice", "language", "auto", tongues},
      {"voice", "languages", nullptr, tongues},  // reads better with two
      {"voice", "variant", "",
       [](Text v, Config& c) {
         c.voice.variant =
             plain(v, 40, "a variant from espeak-ng --voices=variant");
       }},
      {"voice", "rate", "165",
       [](Text v, Config& c) { c.voice.rate = whole(v, 80, 400); }},
      {"voice", "digit-gap", "220ms",
       [](Text v, Config& c) {
         c.voice.pacing.digit_gap =
             value::time(v, 0ms, 1s, "a time from 0ms to 1s");
       }},
      {"voice", "group-gap", "400ms",
       [](Text v, Config& c) {
         c.voice.pacing.group_gap =
             value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"voice", "repeat", "2",
       [](Text v, Config& c) { c.voice.repeat = whole(v, 1, 3); }},
      {"voice", "wake", "300ms",
       [](Text v, Config& c) {
         c.voice.wake = value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"sound", "output", "default",
       [](Text v, Config& c) {
         c.sound.output =
             plain(v, 200, "the name of an ALSA PCM (see: aplay -L)");
         if (c.sound.output.empty())
           throw Wrong{"the name of an ALSA PCM (see: aplay -L)"};
       }},
      {"sound", "fallback", "",
       [](Text v, Config& c) { c.sound.fallbacks = pcms(v); }},
      {"sound", "mixer", "",
       [](Text v, Config& c) {
         c.sound.mixer.element =
             plain(v, 80, "an element of the mixer (see: amixer), or nothing");
       }},
      {"sound", "mixer-card", "default",
       [](Text v, Config& c) {
         constexpr const char* right =
             "default, or a card as hw:CARD=Headphones (see: aplay -L)";
         c.sound.mixer.card = plain(v, 200, right);
         if (v.empty()) throw Wrong{right};
       }},
      {"sound", "volume", "",
       [](Text v, Config& c) {
         c.sound.mixer.volume.reset();
         if (!v.empty()) c.sound.mixer.volume = per_cent(v, 0);
       }},
      {"sound", "volume-max", "100",
       [](Text v, Config& c) { c.sound.mixer.most = per_cent(v, 1); }},
      {"sound", "music", "duck",
       [](Text v, Config& c) {
         c.music = one_of<MusicWay, 3>(v, {{{"duck", MusicWay::duck},
                                            {"pause", MusicWay::pause},
                                            {"mix", MusicWay::mix}}});
       }},
      {"announce", "ready", "yes", topic(&Topics::ready)},
      {"announce", "window", "yes", topic(&Topics::window)},
      {"announce", "connected", "yes", topic(&Topics::connected)},
      {"announce", "disconnected", "no", topic(&Topics::disconnected)},
      {"announce", "admitted", "yes", topic(&Topics::admitted)},
      {"announce", "refused", "yes", topic(&Topics::refused)},
      {"announce", "problem", "yes", topic(&Topics::problem)},
      {"hooks", "request", "", hook("request")},
      {"hooks", "admitted", "", hook("admitted")},
      {"hooks", "refused", "", hook("refused")},
      {"hooks", "connected", "", hook("connected")},
      {"hooks", "disconnected", "", hook("disconnected")},
      {"hooks", "opened", "", hook("opened")},
      {"hooks", "closed", "", hook("closed")},
  };
}
