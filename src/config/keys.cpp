// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/keys.hpp"

#include <chrono>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "config/value.hpp"
#include "config/values.hpp"

using namespace std::chrono_literals;
using namespace config_values;
using namespace value;

namespace {

using Set = std::function<void(std::string_view)>;

/** Sets a field to what `parse` makes of the text and `limits`. */
template <class Field, class Parse, class... Limits>
Set to(Field& field, Parse parse, Limits... limits) {
  return [&field, parse, limits...](std::string_view text) {
    field = static_cast<Field>(parse(text, limits...));
  };
}

/** As to(); an empty text means no value. */
template <class Field, class Parse, class... Limits>
Set or_nothing(Field& field, Parse parse, Limits... limits) {
  return [&field, parse, limits...](std::string_view text) {
    try {
      field = text.empty() ? Field{} : Field{parse(text, limits...)};
    } catch (const Wrong& wrong) {
      throw Wrong{wrong.right + ", or nothing"};
    }
  };
}

template <class Field>
Set choice(Field& field,
           std::initializer_list<
               std::pair<std::string_view, std::type_identity_t<Field>>>
               choices) {
  return to(field, one_of<Field>, std::vector(choices));
}

std::string some(std::string_view text, const char* right) {
  if (text.empty()) throw Wrong{right};
  return plain(text, 200, right);
}

Set hook(Config& config, const char* event) {
  return [&config, event](std::string_view text) {
    config.hooks.erase(event);
    std::vector<std::string> program;
    or_nothing(program, command_line)(text);
    if (!program.empty()) config.hooks.emplace(event, std::move(program));
  };
}

}  // namespace

std::vector<ConfigKey> config_keys(Config& c,
                                   const std::vector<std::string>& languages) {
  using pairing::Opening;
  return {
      {"adapter", "address", or_nothing(c.adapter, address)},
      {"adapter", "name",
       to(c.speaker_name, plain, 248, "a name of at most 248 bytes")},

      {"pairing", "capability",
       choice(c.display_only,
              {{"DisplayYesNo", false}, {"DisplayOnly", true}})},
      {"pairing", "consent", to(c.pairing.consent, acts)},
      {"pairing", "first",
       choice(c.pairing.first_heard, {{"heard", true}, {"none", false}})},
      {"pairing", "undo", to(c.pairing.undo, value::time, 0ms, 10min)},
      {"pairing", "just-works",
       choice(c.pairing.just_works, {{"refuse", false}, {"ask", true}})},
      {"pairing", "guests-stay",
       or_nothing(c.guests_stay, value::time, 1min, 720h)},
      {"pairing", "unsafe-kernel",
       choice(c.any_kernel, {{"refuse", false}, {"accept", true}})},

      {"window", "open-at",
       choice(c.pairing.open_at, {{"power-on", Opening::power_on},
                                  {"start", Opening::start},
                                  {"always", Opening::always},
                                  {"never", Opening::never}})},
      {"window", "open-for", to(c.pairing.open_for, value::time, 10s, 1h)},
      {"window", "in-use",
       choice(c.pairing.hidden_in_use, {{"stay", false}, {"hide", true}})},
      {"window", "close-after-failures",
       to(c.pairing.close_after_failures, whole, 1, 100)},
      {"window", "quiet", or_nothing(c.quiet, hours)},

      {"keys", "device",
       to(c.keys.device, plain, 200,
          "a path or a name (see: cat /proc/bus/input/devices), or nothing")},
      {"keys", "yes", or_nothing(c.keys.yes, key)},
      {"keys", "no", or_nothing(c.keys.no, key)},
      {"keys", "open", or_nothing(c.keys.open, key)},
      {"keys", "forget-all", or_nothing(c.keys.forget_all, key)},
      {"keys", "echo",
       choice(c.echo_digits, {{"click", false}, {"digits", true}})},

      {"services", "allow", to(c.services, services)},
      {"services", "trust", to(c.pairing.trust, yes_or_no)},
      {"services", "others",
       choice(c.pairing.distrust_others,
              {{"distrust", true}, {"leave", false}})},

      {"voice", "language", to(c.voice.languages, spoken, languages),
       "languages"},
      {"voice", "variant",
       to(c.voice.variant, plain, 40,
          "a variant (see: espeak-ng --voices=variant), or nothing")},
      {"voice", "rate", to(c.voice.rate, whole, 80, 400)},
      {"voice", "digit-gap",
       to(c.voice.pacing.digit_gap, value::time, 0ms, 1s)},
      {"voice", "group-gap",
       to(c.voice.pacing.group_gap, value::time, 0ms, 2s)},
      {"voice", "repeat", to(c.voice.repeat, whole, 1, 3)},
      {"voice", "wake", to(c.voice.wake, value::time, 0ms, 2s)},

      {"announce", "ready", to(c.topics.ready, yes_or_no)},
      {"announce", "window", to(c.topics.window, yes_or_no)},
      {"announce", "connected", to(c.topics.connected, yes_or_no)},
      {"announce", "disconnected", to(c.topics.disconnected, yes_or_no)},
      {"announce", "admitted", to(c.topics.admitted, yes_or_no)},
      {"announce", "refused", to(c.topics.refused, yes_or_no)},
      {"announce", "problem", to(c.topics.problem, yes_or_no)},

      {"sound", "output",
       to(c.sound.output, some, "the name of an ALSA PCM (see: aplay -L)")},
      {"sound", "fallback", to(c.sound.fallbacks, pcms)},
      {"sound", "volume", or_nothing(c.sound.mixer.volume, per_cent, 0)},
      {"sound", "volume-max", to(c.sound.mixer.most, per_cent, 1)},
      {"sound", "mixer",
       to(c.sound.mixer.element, plain, 80,
          "an element of the mixer (see: amixer scontrols), or nothing")},
      {"sound", "mixer-card",
       to(c.sound.mixer.card, some,
          "default, or a card such as hw:CARD=Headphones (see: aplay -L)")},
      {"sound", "music",
       choice(c.music, {{"duck", MusicWay::duck},
                        {"pause", MusicWay::pause},
                        {"mix", MusicWay::mix}})},

      {"music", "second",
       choice(c.second, {{"newest", SecondPhone::newest},
                         {"first", SecondPhone::first},
                         {"mix", SecondPhone::mix}})},
      {"music", "reconnect",
       choice(c.reconnect, {{"last", true}, {"never", false}})},
      {"music", "volume-max", to(c.music_most, per_cent, 1)},
      {"music", "buffer", to(c.music_buffer, value::time, 100ms, 1s)},

      {"hooks", "request", hook(c, "request")},
      {"hooks", "admitted", hook(c, "admitted")},
      {"hooks", "refused", hook(c, "refused")},
      {"hooks", "connected", hook(c, "connected")},
      {"hooks", "disconnected", hook(c, "disconnected")},
      {"hooks", "opened", hook(c, "opened")},
      {"hooks", "closed", hook(c, "closed")},
  };
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): each row owns its own
