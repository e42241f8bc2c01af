// SPDX-License-Identifier: GPL-3.0-or-later
// The voice, without Bluetooth: to be tried, and to be chosen.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "cli/output/wav.hpp"
#include "cli/speaker.hpp"
#include "cli/system.hpp"
#include "config/keys.hpp"
#include "config/value.hpp"
#include "host/printable.hpp"
#include "voice/alsa_log.hpp"
#include "voice/loudness.hpp"
#include "voice/spoken_text.hpp"
#include "voice/voice.hpp"

namespace cli {
namespace {

using namespace std::chrono_literals;
using voice::Announcement;

constexpr voice::Voice::Code example{4, 7, 0, 3, 9, 1};

/** Where the sound goes: to the room, or into a file that is written once. */
class Stage {
 public:
  Stage(SoundSettings sound, std::optional<std::string> file)
      : sound_{std::move(sound)}, file_{std::move(file)} {}

  std::chrono::milliseconds say(Announcement announcement) {
    if (!file_) {
      const gint64 begin = g_get_monotonic_time();
      play(sound_, std::move(announcement));
      return std::chrono::milliseconds{(g_get_monotonic_time() - begin) / 1000};
    }
    const voice::Sound sound = voice::scaled(announcement.whole(), volume());
    if (!all_.samples().empty()) all_ += 1s;
    all_ += sound;
    return sound.duration();
  }
  void end() const {
    if (file_) write_wav(*file_, all_);
  }

 private:
  int volume() const {
    return std::min(sound_.mixer.volume.value_or(100), sound_.mixer.most);
  }

  SoundSettings sound_;
  std::optional<std::string> file_;
  voice::Sound all_;
};

/** As the configuration's key would take it. */
void set(Config& config, const char* name, const std::string& text) {
  for (const ConfigKey& key : config_keys(config, languages())) {
    if (key.group != "voice" || key.name != name) continue;
    try {
      key.set(text);
    } catch (const value::Wrong& wrong) {
      throw Failure{Exit::usage, fmt::format("--{} {} is not {}", name,
                                             printable(text), wrong.right)};
    }
  }
}

voice::Phrase phrase(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& [key, phrase] : voice::Phrasebook::keys()) {
    if (key == name) return phrase;
    names.push_back(key);
  }
  throw Failure{Exit::usage,
                fmt::format("there is no phrase '{}'{}", printable(name),
                            did_you_mean(name, names)),
                "one of: " + value::join(names)};
}

std::optional<voice::Voice::Code> code(const std::string& text) {
  voice::Voice::Code digits{};
  if (text.size() != digits.size()) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (!g_ascii_isdigit(text[i])) return std::nullopt;
    digits[i] = static_cast<std::uint8_t>(g_ascii_digit_value(text[i]));
  }
  return digits;
}

/** All that can be chosen, each with the line that chooses it. */
void audition(const Config& config, Stage& stage, const Output& out) {
  struct Pace {
    int rate;
    voice::Pacing pacing;
    int repeat;  // slower, a code can be said only once in time
  };
  constexpr std::array<Pace, 3> paces{{{140, {300ms, 600ms}, 1},
                                       {165, {220ms, 400ms}, 2},
                                       {190, {150ms, 300ms}, 2}}};
  const auto sample = [&](const voice::Settings& settings,
                          std::string_view line) {
    voice::Voice voice{settings, phrasebooks()};
    if (!out.is_json) out.line(fmt::format("[voice] {}", line));
    Output::flush();
    stage.say(voice.sample(example));
  };
  for (const std::string& language : languages()) {
    voice::Settings settings = config.voice;
    settings.languages = {language};
    sample(settings, fmt::format("language = {}", language));
  }
  for (const auto& [rate, pacing, repeat] : paces) {
    voice::Settings settings = config.voice;
    settings.rate = rate;
    settings.pacing = pacing;
    settings.repeat = repeat;
    sample(settings,
           fmt::format("rate = {}, digit-gap = {}ms, group-gap = {}ms, "
                       "repeat = {}",
                       rate, pacing.digit_gap.count(), pacing.group_gap.count(),
                       repeat));
  }
}

}  // namespace

Exit say(const Arguments& arguments) {
  Output out;
  bool wants_audition = false;
  std::optional<std::string> named;
  std::optional<std::string> language;
  std::optional<std::string> rate;
  std::optional<std::string> output;
  std::optional<std::string> file;
  std::string config_from = config_file();
  const Arguments words =
      Options{"say", "CODE|TEXT",
              "Speaks as the box does: six digits as a phone's code, anything "
              "else as it is.\nIt needs neither Bluetooth nor the daemon."}
          .text("phrase", named, "One of the box's own phrases, such as opened",
                "NAME")
          .text("language", language, "In this language, such as fr, or de,en",
                "LANGUAGE")
          .text("rate", rate, "Words a minute", "80..400")
          .text("output", output, "Through this ALSA PCM", "PCM")
          .text("to", file, "Into a WAV file, not through the sound output",
                "FILE")
          .text("config", config_from, "Read this configuration", "FILE")
          .flag("audition", wants_audition,
                "Try each language and three paces, to choose from")
          .json(out)
          .parse(arguments, most_words);
  if ((words.empty() ? 0 : 1) + (named ? 1 : 0) + (wants_audition ? 1 : 0) != 1)
    throw Failure{Exit::usage, "give a code, a text, --phrase or --audition",
                  "earshot say 470391"};
  voice::alsa::be_quiet();
  Config config = speaking_config(config_from);
  if (language) set(config, "language", *language);
  if (rate) set(config, "rate", *rate);
  if (output) config.sound = {.output = *output};
  Stage stage{config.sound, file};
  std::chrono::milliseconds length{};
  if (wants_audition) {
    audition(config, stage, out);
  } else {
    voice::Voice voice{config.voice, phrasebooks()};
    const std::string text = fmt::format("{}", fmt::join(words, " "));
    if (named) {
      length = stage.say(
          voice.sentence(voice::Earcon::asks, phrase(*named), "Earshot"));
    } else if (const auto digits = code(text)) {
      length = stage.say(voice.compare(*digits, ""));
    } else if (voice::spoken_text(text)) {
      length = stage.say(voice.text(text));
    } else {
      throw Failure{Exit::usage,
                    "there is neither a letter nor a digit in the text"};
    }
  }
  stage.end();
  if (out.is_json)
    out.print(glib::Dict{}
                  .add("milliseconds", std::int64_t{length.count()})
                  .add("file", file.value_or("")));
  return Exit::done;
}

}  // namespace cli
