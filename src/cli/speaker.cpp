// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/speaker.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/failure.hpp"
#include "cli/system.hpp"
#include "config/file.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "speech/speaking.hpp"
#include "voice/alsa.hpp"

namespace cli {
namespace {

using namespace std::chrono_literals;

/** For what is put back into the mixer at the end; then it goes. */
class ScratchDirectory {
 public:
  ScratchDirectory() {
    glib::ErrorSlot error;
    const glib::Text made{g_dir_make_tmp("earshot-XXXXXX", error.out())};
    error.throw_if_set();
    path_ = made.get();
  }
  ~ScratchDirectory() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

Config speaking_config(const std::string& file) {
  try {
    return read_config(file, languages());
  } catch (const ConfigError& e) {
    std::vector<std::string> ours;
    for (const std::string& mistake : e.mistakes())
      if (mistake.find("[voice]") != mistake.npos ||
          mistake.find("[sound]") != mistake.npos)
        ours.push_back(mistake);
    if (ours.empty()) return e.rest();
    throw Failure{Exit::failed, fmt::format("{}", fmt::join(ours, "\n")),
                  "fix it, then: earshot check"};
  }
}

void play(const SoundSettings& sound, voice::Announcement announcement) {
  const glib::Handle<GMainLoop, g_main_loop_unref> loop{
      g_main_loop_new(nullptr, FALSE)};
  const ScratchDirectory scratch;
  bool heard = false;
  const Speaking speaking{sound,
                          scratch.path() / "mixer",
                          std::move(announcement),
                          0ms,
                          {.result = [&](bool to_its_end) {
                            heard = to_its_end;
                            g_main_loop_quit(loop.get());
                          }}};
  g_main_loop_run(loop.get());
  if (!heard)
    throw Failure{Exit::failed,
                  fmt::format("it could not be heard on '{}'", sound.output),
                  "earshot doctor; aplay -L lists the outputs"};
}

std::optional<std::string> heard_instead(const SoundSettings& sound) {
  for (const std::string& name :
       sound.any_card_will_do() ? voice::alsa::cards() : sound.fallbacks) {
    try {
      const voice::alsa::Pcm pcm = voice::alsa::open(name);
      return name;
    } catch (const std::exception& e) {
      g_info("%s", e.what());
    }
  }
  return std::nullopt;
}

}  // namespace cli
