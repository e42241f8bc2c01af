// SPDX-License-Identifier: GPL-3.0-or-later
// Which sound output is heard: for who asks, and for who plays music there.
#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/output/output.hpp"
#include "cli/speaker.hpp"
#include "cli/system.hpp"
#include "glib/dict.hpp"
#include "host/printable.hpp"
#include "voice/alsa.hpp"
#include "voice/alsa_log.hpp"

namespace cli {

Exit sound_output(const Arguments& arguments) {
  Output out;
  std::string file = config_file();
  Options{
      "output", "",
      "Prints the ALSA PCM that is heard: [sound] output, or what is heard "
      "instead of it\nwhere it can't be opened. Exit status 1 where nothing "
      "can be heard."}
      .text("config", file, "Read this configuration", "FILE")
      .json(out)
      .parse(arguments);
  voice::alsa::be_quiet();
  const SoundSettings sound = speaking_config(file).sound;
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
  if (out.is_json)
    out.print(glib::Dict{}.add("output", heard).add("why", why));
  else
    out.line(heard);
  if (!why.empty()) std::fprintf(stderr, "earshot: %s\n", why.c_str());
  return status;
}

}  // namespace cli
