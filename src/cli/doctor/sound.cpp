// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of what is to be heard: output, mixer, voice.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <system_error>

#include "cli/doctor/check.hpp"
#include "cli/speaker.hpp"
#include "cli/system.hpp"
#include "host/printable.hpp"
#include "voice/alsa.hpp"
#include "voice/mixer.hpp"
#include "voice/stereo.hpp"
#include "voice/voice.hpp"

namespace cli::doctor {
namespace {

/** "48000 Hz, card 0": what the hardware really does while it is open. */
std::string hardware(const Subject& subject, snd_pcm_t* pcm) {
  snd_pcm_info_t* info = nullptr;
  snd_pcm_info_alloca(&info);
  const int card =
      snd_pcm_info(pcm, info) == 0 ? snd_pcm_info_get_card(info) : -1;
  if (card < 0) return "no card of its own";
  const std::string file = fmt::format(
      "proc/asound/card{}/pcm{}p/sub{}/hw_params", card,
      snd_pcm_info_get_device(info), snd_pcm_info_get_subdevice(info));
  std::ifstream stream{subject.at(file.c_str())};
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("rate: "))
      return fmt::format("{} Hz, card {}",
                         line.substr(6, line.find(' ', 6) - 6), card);
  return fmt::format("card {}", card);
}

/** From open() until a first sample would be heard, in ms. */
long first_sound(gint64 begin, snd_pcm_t* pcm) {
  // Silence; as much as makes a card begin.
  constexpr std::size_t frames = voice::stereo::rate / 5;
  const std::vector<voice::Sound::Sample> silence(frames *
                                                  voice::stereo::channels);
  snd_pcm_writei(pcm, silence.data(), frames);
  const auto spent = (g_get_monotonic_time() - begin) / 1000;
  snd_pcm_drop(pcm);
  return static_cast<long>(spent);
}

/** Waits for the end of what Earshot itself says, and for others as long as the
 * daemon does. */
voice::alsa::Pcm open_patiently(const Subject& subject,
                                const std::string& name) {
  const auto& state = subject.state;
  const bool speaking =
      state && state->flag("Speaking") && state->text("Output") == name;
  const int most = speaking ? 200 : 20;  // of 100 ms
  for (int tries = 0; tries < most; ++tries) {
    try {
      return voice::alsa::open(name);
    } catch (const std::system_error& e) {
      if (!voice::alsa::is_busy(e)) throw;
      g_usleep(100'000);
    }
  }
  return voice::alsa::open(name);
}

/** Programs that play through a card now; see proc(5), /proc/asound. */
std::vector<std::string> players(const Subject& subject) {
  std::vector<std::string> result;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{
           subject.at("proc/asound"), none}) {
    // card0/pcm0p/sub0/status; what ends in c records.
    const auto stream_of = entry.path().parent_path().parent_path().filename();
    if (entry.path().filename() != "status" ||
        !stream_of.string().ends_with('p'))
      continue;
    std::ifstream stream{entry.path()};
    for (std::string line; std::getline(stream, line);) {
      constexpr std::string_view owner = "owner_pid";
      if (!line.starts_with(owner)) continue;
      const auto digit = line.find_first_of("0123456789");
      if (digit == line.npos) continue;
      const std::string id = line.substr(digit);
      std::string name;
      std::getline(std::ifstream{subject.at(("proc/" + id + "/comm").c_str())},
                   name);
      result.push_back(fmt::format("{} (process {})", printable(name), id));
    }
  }
  return result;
}

constexpr const char* share =
    "share the card by dmix: output = plug:'dmix:CARD=NAME' (aplay -l lists "
    "cards)";

Finding held(const Subject& subject, const std::string& output,
             const std::string& means) {
  const auto all = players(subject);
  return {Level::failure,
          all.empty()
              ? fmt::format("'{}' is held by another program", output)
              : fmt::format("'{}' is held by {}", output, fmt::join(all, ", ")),
          means, fmt::format("end that program, or {}", share)};
}

Finding output(const Subject& subject) {
  const std::string& name = subject.config.sound.output;
  voice::alsa::Pcm pcm;
  gint64 begin = 0;
  try {
    pcm = open_patiently(subject, name);
    pcm.reset();
    begin = g_get_monotonic_time();
    pcm = voice::alsa::open(name);
  } catch (const std::exception& e) {
    if (voice::alsa::is_busy(e))
      return held(subject, name,
                  subject.config.sound.fallbacks.empty()
                      ? "requests are refused"
                      : "the fallback is heard instead, if it is there");
    const std::string why = printable(e.what(), 300);
    if (const auto instead = heard_instead(subject.config.sound))
      return {Level::warning, why,
              fmt::format("'{}' is heard instead", *instead),
              fmt::format("if that is the right room: output = {}, below "
                          "[sound]",
                          *instead)};
    return {Level::failure, why, "requests are refused",
            "aplay -L lists what there is; then fix [sound] output"};
  }
  const std::string what =
      fmt::format("'{}' opens, {}, first sound after {} ms", name,
                  hardware(subject, pcm.get()), first_sound(begin, pcm.get()));
  try {
    const voice::alsa::Pcm second = voice::alsa::open(name);
  } catch (const std::exception& e) {
    if (voice::alsa::is_busy(e))
      return {Level::warning, what + ", but for one program at a time",
              "while music plays through it, the phone must pause for words",
              share};
  }
  return ok(what + ", also while others play");
}

Finding silent(const voice::Mixer& mixer, const std::string& card,
               const std::string& element, Level level) {
  const voice::Mixer::Setting setting = mixer.setting();
  const std::string what = fmt::format("'{}' of {}", element, card);
  const std::string mend =
      fmt::format("amixer -D {} sset '{}' 60% unmute", card, element);
  if (!setting.sounds)
    return {level, what + " is muted", "nothing is heard", mend};
  if (mixer.volume() == 0)
    return {level, what + " is at zero", "nothing is heard", mend};
  return ok(fmt::format("{} is at {} %", what, mixer.volume()));
}

Finding mixer(const Subject& subject) {
  const MixerSettings& settings = subject.config.sound.mixer;
  if (!settings.element.empty()) {
    try {
      const voice::Mixer mixer{settings.card, settings.element};
      // It is set for each announcement where that is configured.
      if (settings.volume)
        return ok(fmt::format("'{}' of {} is set for each announcement",
                              settings.element, settings.card));
      return silent(mixer, settings.card, settings.element, Level::failure);
    } catch (const std::exception& e) {
      return {Level::failure, printable(e.what(), 300),
              "requests are refused: it might be too loud",
              "amixer scontrols; then fix [sound] mixer"};
    }
  }
  for (const char* usual : {"Master", "PCM", "Digital", "Headphone", "Speaker",
                            "Analogue", "HDMI"}) {
    try {
      const voice::Mixer mixer{settings.card, usual};
      if (Finding found = silent(mixer, settings.card, usual, Level::warning);
          found.level != Level::ok)
        return found;
    } catch (const std::exception&) {
      continue;  // this card has no such element
    }
  }
  return ok("no mixer is at zero or muted");
}

Finding voice(const Subject& subject) {
  try {
    const voice::Voice voice{subject.config.voice, phrasebooks()};
    return ok(fmt::format("the voice speaks {}",
                          fmt::join(subject.config.voice.languages, " and ")));
  } catch (const std::exception& e) {
    return {Level::failure, printable(e.what(), 300),
            "English is spoken instead, or nothing",
            "sudo apt install --reinstall espeak-ng-data earshot; or fix "
            "[voice]"};
  }
}

constexpr std::array table{Check{"route", route}, Check{"output", output},
                           Check{"mixer", mixer}, Check{"voice", voice},
                           Check{"volume", volume}};

}  // namespace

std::span<const Check> sound_checks() {
  return table;
}

}  // namespace cli::doctor
