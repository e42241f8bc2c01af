// SPDX-License-Identifier: GPL-3.0-or-later
#include "held_volume.hpp"

#include <gio/gio.h>

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "glib/error.hpp"
#include "glib/handle.hpp"

namespace {

using Setting = voice::Mixer::Setting;

constexpr const char* group = "mixer";

void write(GKeyFile* file, const char* which, const Setting& setting) {
  std::vector<int> steps(setting.volumes.begin(), setting.volumes.end());
  steps.push_back(setting.sounds ? 1 : 0);
  g_key_file_set_integer_list(file, group, which, steps.data(), steps.size());
}

std::optional<Setting> read(GKeyFile* file, const char* which) {
  gsize count = 0;
  const glib::Handle<int, g_free> steps{
      g_key_file_get_integer_list(file, group, which, &count, nullptr)};
  if (!steps || count < 2) return std::nullopt;
  return Setting{{steps.get(), steps.get() + count - 1},
                 steps.get()[count - 1] != 0};
}

/** Throws glib::Error: what can't be put back after a crash is not changed. */
void remember(const std::filesystem::path& path, const MixerSettings& settings,
              const Setting& before, const Setting& held) {
  const glib::KeyFile file{g_key_file_new()};
  g_key_file_set_string(file.get(), group, "card", settings.card.c_str());
  g_key_file_set_string(file.get(), group, "element", settings.element.c_str());
  write(file.get(), "before", before);
  write(file.get(), "held", held);
  glib::ErrorSlot error;
  g_key_file_save_to_file(file.get(), path.c_str(), error.out());
  error.throw_if_set();
}

}  // namespace

HeldVolume::HeldVolume(const MixerSettings& settings,
                       std::filesystem::path file)
    : file_{std::move(file)} {
  if (settings.element.empty()) return;
  voice::Mixer mixer{settings.card, settings.element};
  const Setting before = mixer.setting();
  const bool too_loud = mixer.volume() > settings.most;
  if (!settings.volume && !too_loud) return;
  const Setting held = mixer.at(
      std::min(settings.volume.value_or(settings.most), settings.most));
  if (held == before) return;
  remember(file_, settings, before, held);
  mixer.set(held);
}

HeldVolume::~HeldVolume() {
  put_back(file_);
}

bool HeldVolume::put_back(const std::filesystem::path& path) noexcept {
  const glib::KeyFile file{g_key_file_new()};
  if (!g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE,
                                 nullptr))
    return false;
  bool done = false;
  try {
    const glib::Text card{
        g_key_file_get_string(file.get(), group, "card", nullptr)};
    const glib::Text element{
        g_key_file_get_string(file.get(), group, "element", nullptr)};
    const auto before = read(file.get(), "before");
    const auto held = read(file.get(), "held");
    if (card && element && before && held) {
      voice::Mixer mixer{card.get(), element.get()};
      // Else somebody has set it since; that is his wish.
      done = mixer.setting() == *held;
      if (done) mixer.set(*before);
    }
  } catch (const std::exception& e) {
    g_warning("the mixer could not be put back: %s", e.what());
  }
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return done;
}
