// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_keys.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>
#include <utility>

#include "bluez/uuid.hpp"
#include "value.hpp"

using namespace std::chrono_literals;
using namespace value;

namespace {

pairing::Acts acts(std::string_view text) {
  using pairing::Consent;
  constexpr std::array<std::pair<std::string_view, Consent>, 6> names{
      {{"heard", Consent::heard},
       {"key", Consent::key},
       {"command", Consent::command},
       {"owner", Consent::owner},
       {"knock", Consent::knock},
       {"keypad", Consent::keypad}}};
  pairing::Acts result;
  const std::vector<std::string> listed = words(text);
  if (listed == std::vector<std::string>{"none"}) return result;
  if (listed.empty())
    throw Wrong{"none, or some of heard, key, command, owner, knock, keypad"};
  for (const std::string& word : listed) {
    try {
      result.add(one_of(word, names));
    } catch (const Wrong& wrong) {
      throw Wrong{"none, or some of" +
                  wrong.right.substr(std::string_view{"one of:"}.size())};
    }
  }
  return result;
}

std::vector<std::string> services(std::string_view text) {
  std::vector<std::string> listed = words(text);
  if (listed == std::vector<std::string>{"audio"}) return {};
  for (std::string& uuid : listed) {
    if (!bluez::is_uuid(uuid)) listed.clear();
    if (listed.empty()) break;
    std::transform(uuid.begin(), uuid.end(), uuid.begin(), g_ascii_tolower);
  }
  if (listed.empty())
    throw Wrong{
        "audio, or UUIDs as 0000110d-0000-1000-8000-00805f9b34fb with commas "
        "between them"};
  return listed;
}

std::optional<unsigned> key(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto code = consent::key_code(std::string{text});
  if (!code)
    throw Wrong{
        "a name of linux/input-event-codes.h as KEY_ENTER or BTN_0, or "
        "nothing"};
  return code;
}

}  // namespace

std::vector<ConfigKey> config_keys(const std::vector<std::string>& languages) {
  using pairing::Opening;
  using Text = std::string_view;
  return {
      {"adapter", "address",
       [](Text v, Config& c) { c.adapter = value::address(v); }},
      {"adapter", "name",
       [](Text v, Config& c) {
         c.speaker_name =
             plain(v, 248, "a name of at most 248 bytes, or nothing");
       }},
      {"pairing", "capability",
       [](Text v, Config& c) {
         c.display_only = one_of<bool, 2>(
             v, {{{"DisplayYesNo", false}, {"DisplayOnly", true}}});
       }},
      {"pairing", "consent",
       [](Text v, Config& c) { c.pairing.consent = acts(v); }},
      {"pairing", "just-works",
       [](Text v, Config& c) {
         c.pairing.just_works =
             one_of<bool, 2>(v, {{{"refuse", false}, {"ask", true}}});
       }},
      {"pairing", "guests-stay",
       [](Text v, Config& c) {
         constexpr const char* right =
             "a time from 1min to 720h, as 4h, or nothing: for ever";
         if (v.empty())
           c.guests_stay.reset();
         else
           c.guests_stay = value::time(v, 1min, 720h, right);
       }},
      {"pairing", "unsafe-kernel",
       [](Text v, Config& c) {
         c.any_kernel =
             one_of<bool, 2>(v, {{{"refuse", false}, {"accept", true}}});
       }},
      {"window", "open-at",
       [](Text v, Config& c) {
         c.pairing.open_at =
             one_of<Opening, 4>(v, {{{"power-on", Opening::power_on},
                                     {"start", Opening::start},
                                     {"always", Opening::always},
                                     {"never", Opening::never}}});
       }},
      {"window", "open-for",
       [](Text v, Config& c) {
         c.pairing.open_for = value::time(
             v, 10s, 1h, "a time from 10s to 1h, as 90s, 3min or 1h");
       }},
      {"window", "close-after-failures",
       [](Text v, Config& c) {
         c.pairing.close_after_failures =
             static_cast<unsigned>(whole(v, 1, 100));
       }},
      {"window", "quiet",
       [](Text v, Config& c) {
         if (v.empty())
           c.quiet = {};
         else
           std::tie(c.quiet.from, c.quiet.to) = value::hours(v);
       }},
      {"services", "allow",
       [](Text v, Config& c) { c.services = services(v); }},
      {"services", "trust",
       [](Text v, Config& c) { c.pairing.trust = yes_or_no(v); }},
      {"keys", "device",
       [](Text v, Config& c) {
         c.keys.device = plain(
             v, 200,
             "a path or a name (see /proc/bus/input/devices), or nothing");
       }},
      {"keys", "yes", [](Text v, Config& c) { c.keys.yes = key(v); }},
      {"keys", "no", [](Text v, Config& c) { c.keys.no = key(v); }},
      {"keys", "open", [](Text v, Config& c) { c.keys.open = key(v); }},
      {"keys", "forget-all",
       [](Text v, Config& c) { c.keys.forget_all = key(v); }},
      {"keys", "echo",
       [](Text v, Config& c) {
         c.echo_digits =
             one_of<bool, 2>(v, {{{"click", false}, {"digits", true}}});
       }},
      {"voice", "language",
       [languages](Text v, Config& c) {
         c.voice.language = v;
         if (std::find(languages.begin(), languages.end(), v) ==
             languages.end())
           throw Wrong{"one of: " + join(languages)};
       }},
      {"voice", "variant",
       [](Text v, Config& c) {
         c.voice.variant =
             plain(v, 40, "a variant from espeak-ng --voices=variant");
       }},
      {"voice", "rate",
       [](Text v, Config& c) { c.voice.rate = whole(v, 80, 400); }},
      {"voice", "volume",
       [](Text v, Config& c) { c.voice.volume = whole(v, 1, 130); }},
      {"voice", "digit-gap",
       [](Text v, Config& c) {
         c.voice.pacing.digit_gap =
             value::time(v, 0ms, 1s, "a time from 0ms to 1s");
       }},
      {"voice", "group-gap",
       [](Text v, Config& c) {
         c.voice.pacing.group_gap =
             value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"voice", "repeat",
       [](Text v, Config& c) { c.voice.repeat = whole(v, 1, 3); }},
      {"voice", "wake",
       [](Text v, Config& c) {
         c.voice.wake = value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"sound", "output",
       [](Text v, Config& c) {
         c.output = plain(v, 200, "the name of an ALSA PCM (see: aplay -L)");
         if (c.output.empty())
           throw Wrong{"the name of an ALSA PCM (see: aplay -L)"};
       }},
  };
}
