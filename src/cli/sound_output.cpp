// SPDX-License-Identifier: GPL-3.0-or-later
// Which sound output is heard: for who asks, and for who plays music there.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/output.hpp"
#include "cli/speaker.hpp"
#include "cli/system.hpp"
#include "glib/dict.hpp"
#include "host/printable.hpp"
#include "voice/alsa.hpp"
#include "voice/alsa_log.hpp"

namespace cli {
namespace {

/** The PCM of data/speaker/alsa.conf above another. Volumes are loudnesses, as
 * BlueALSA has them: half of it is 10 dB less (src/audio.c,
 * audio_loudness_to_decibel). */
std::string softer(const std::string& output, int per_cent) {
  const double level = std::pow(10, std::log2(per_cent / 100.0) / 2);
  const char quote = output.find('"') == output.npos ? '"' : '\'';
  return fmt::format("earshot_music:LEVEL={:.4f},SLAVE={}{}{}", level, quote,
                     output, quote);
}

/** What bluealsa-aplay is to be told; see bluealsa-aplay(1). */
std::vector<std::string> player(const std::string& output,
                                const Config& config) {
  const std::chrono::microseconds buffer = config.music_buffer;
  const bool all = config.music_most == 100;
  return {"--pcm=" + (all ? output : softer(output, config.music_most)),
          fmt::format("--pcm-buffer-time={}", buffer.count()),
          fmt::format("--pcm-period-time={}", buffer.count() / 5)};
}

}  // namespace

Exit sound_output(const Arguments& arguments) {
  Output out;
  bool for_player = false;
  std::string file = config_file();
  Options{
      "output", "",
      "Prints the ALSA PCM that is heard: [sound] output, or what is heard "
      "instead of it\nwhere it can't be opened. Exit status 1 where nothing "
      "can be heard."}
      .flag("player", for_player,
            "Print the options of bluealsa-aplay, as [music] has them")
      .text("config", file, "Read this configuration", "FILE")
      .json(out)
      .parse(arguments);
  voice::alsa::be_quiet();
  const Config config = speaking_config(file);
  const SoundSettings& sound = config.sound;
  std::string heard = sound.output;
  std::string why;
  Exit status = Exit::done;
  try {
    const voice::alsa::Pcm pcm = voice::alsa::open(sound.output);
  } catch (const std::exception& e) {
    // One that somebody plays through is there.
    if (!voice::alsa::is_busy(e)) {
      const auto instead = heard_instead(sound);
      heard = instead.value_or(heard);
      why = printable(e.what(), 300);
      if (!instead) status = Exit::failed;
    }
  }
  const std::vector<std::string> options = player(heard, config);
  if (out.is_json)
    out.print(glib::Dict{}
                  .add("output", heard)
                  .add("why", why)
                  .add("player", options));
  else if (for_player)
    out.line(fmt::format("{}", fmt::join(options, "\n")));
  else
    out.line(heard);
  if (!why.empty()) std::fprintf(stderr, "earshot: %s\n", why.c_str());
  return status;
}

}  // namespace cli
