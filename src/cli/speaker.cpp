// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/speaker.hpp"

#include <gio/gio.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "cli/failure.hpp"
#include "cli/system.hpp"
#include "config/file.hpp"
#include "glib/handle.hpp"
#include "speech/speaking.hpp"
#include "voice/phrasebook.hpp"

namespace cli {

Config speaking_config(const std::string& file) {
  try {
    return read_config(file, voice::Phrasebook::languages(phrasebooks()));
  } catch (const ConfigError& e) {
    throw Failure{Exit::failed, e.what(), "mend it; then: earshot config"};
  }
}

void play(const SoundSettings& sound, voice::Announcement announcement) {
  const glib::Handle<GMainLoop, g_main_loop_unref> loop{
      g_main_loop_new(nullptr, FALSE)};
  // Of this process alone: what it holds is put back when it ends.
  const std::filesystem::path mixer =
      std::filesystem::temp_directory_path() /
      ("earshot-mixer-" + std::to_string(getpid()));
  bool heard = false;
  const Speaking speaking{sound, mixer, std::move(announcement),
                          [&](bool to_its_end) {
                            heard = to_its_end;
                            g_main_loop_quit(loop.get());
                          }};
  g_main_loop_run(loop.get());
  if (!heard)
    throw Failure{Exit::failed,
                  "it could not be heard on '" + sound.output + "'",
                  "earshot doctor; the outputs are: aplay -L"};
}

}  // namespace cli
