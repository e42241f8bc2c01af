// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/held_volume.hpp"

#include <gio/gio.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include "glib/handle.hpp"
#include "store/replace.hpp"

namespace {

using Setting = voice::Mixer::Setting;

constexpr const char* group = "mixer";

/** One that was cut off may still hold the mixer, in its thread, when the next
 * announcement takes it. */
struct Holders {
  std::mutex lock;
  int count = 0;
};

Holders& holders() {
  static Holders all;
  return all;
}

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

/** What the file tells of a mixer that is held. */
struct Kept {
  std::string card;
  std::string element;
  Setting before;
  Setting held;
};

std::optional<Kept> load(const std::filesystem::path& path) {
  const glib::KeyFile file{g_key_file_new()};
  if (!g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE,
                                 nullptr))
    return std::nullopt;
  const glib::Text card{
      g_key_file_get_string(file.get(), group, "card", nullptr)};
  const glib::Text element{
      g_key_file_get_string(file.get(), group, "element", nullptr)};
  const auto before = read(file.get(), "before");
  const auto held = read(file.get(), "held");
  if (!card || !element || !before || !held) return std::nullopt;
  return Kept{card.get(), element.get(), *before, *held};
}

/** Throws glib::Error: what can't be put back after a crash is not changed. */
void save(const std::filesystem::path& path, const Kept& kept) {
  const glib::KeyFile file{g_key_file_new()};
  g_key_file_set_string(file.get(), group, "card", kept.card.c_str());
  g_key_file_set_string(file.get(), group, "element", kept.element.c_str());
  write(file.get(), "before", kept.before);
  write(file.get(), "held", kept.held);
  gsize length = 0;
  const glib::Text text{g_key_file_to_data(file.get(), &length, nullptr)};
  replace(path, {text.get(), length});
}

void hold(const MixerSettings& settings, const std::filesystem::path& file) {
  voice::Mixer mixer{settings.card, settings.element};
  const Setting now = mixer.setting();
  const bool too_loud = mixer.volume() > settings.most;
  if (!settings.volume && !too_loud) return;
  const Setting held = mixer.at(
      std::min(settings.volume.value_or(settings.most), settings.most));
  if (held == now) return;
  const auto kept = load(file);
  const bool is_ours = kept && kept->held == now &&
                       kept->card == settings.card &&
                       kept->element == settings.element;
  save(file,
       {settings.card, settings.element, is_ours ? kept->before : now, held});
  mixer.set(held);
}

}  // namespace

HeldVolume::HeldVolume(const MixerSettings& settings,
                       std::filesystem::path file)
    : file_{std::move(file)}, holds_{!settings.element.empty()} {
  if (!holds_) return;
  Holders& all = holders();
  const std::lock_guard guard{all.lock};
  hold(settings, file_);
  ++all.count;
}

HeldVolume::~HeldVolume() {
  if (!holds_) return;
  Holders& all = holders();
  const std::lock_guard guard{all.lock};
  if (--all.count == 0) put_back(file_);
}

bool HeldVolume::put_back(const std::filesystem::path& path) noexcept {
  bool done = false;
  try {
    if (const auto kept = load(path)) {
      voice::Mixer mixer{kept->card, kept->element};
      // Else somebody has set it since; that is their wish.
      done = mixer.setting() == kept->held;
      if (done) mixer.set(kept->before);
    }
  } catch (const std::exception& e) {
    g_warning("the mixer could not be put back: %s", e.what());
  }
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return done;
}
