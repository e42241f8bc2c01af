// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/music.hpp"

#include <fmt/ranges.h>

#include <sstream>
#include <system_error>
#include <utility>

#include "bluez/names.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "store/replace.hpp"

namespace {

/** Lets be heard what a crash has left ducked. */
void bring_back(const std::filesystem::path& file, bluealsa::Pcms& pcms) {
  char* text = nullptr;
  if (!g_file_get_contents(file.c_str(), &text, nullptr, nullptr)) return;
  const glib::Text owned{text};
  std::istringstream lines{text};
  for (std::string device; std::getline(lines, device);)
    if (g_variant_is_object_path(device.c_str())) pcms.unmute(device);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
}

}  // namespace

Music::Music(GDBusConnection& bus, bluealsa::Pcms& pcms,
             const bluez::Transports& transports, const bluez::Players& players,
             std::filesystem::path file)
    : pcms_{pcms},
      transports_{transports},
      players_{players},
      file_{std::move(file)},
      calls_{bus, bluez::service} {
  bring_back(file_, pcms_);
}

Music::~Music() {
  come_back();
}

void Music::player_changed(const std::string& path,
                           const bluez::Player* player) {
  const auto told = paused_.find(path);
  if (told == paused_.end()) return;
  if (!player)
    paused_.erase(told);
  else if (!player->plays())
    told->second = true;
}

void Music::give_way() {
  gives_way_ = true;
  if (way_ == Way::mix) return;
  for (const auto& [path, transport] : transports_) {
    if (!transport.plays() || pcms_.is_mute(transport.device)) continue;
    if (way_ == Way::pause || !duck(transport.device)) pause(transport.device);
  }
}

bool Music::duck(const std::string& device) {
  if (!pcms_.has_sound(device)) return false;
  ducked_.insert(device);
  const std::string list = fmt::format("{}\n", fmt::join(ducked_, "\n"));
  // First: what can't be remembered would stay mute after a crash.
  try {
    replace(file_, list);
  } catch (const glib::Error& e) {
    g_warning("the music is not ducked: %s", e.what());
    ducked_.erase(device);
    return false;
  }
  pcms_.duck(device);
  return true;
}

void Music::pause(const std::string& device) {
  for (const auto& [path, player] : players_) {
    if (player.device != device || !player.plays()) continue;
    if (paused_.try_emplace(path, false).second) tell(path, "Pause");
  }
}

void Music::come_back() {
  gives_way_ = false;
  const auto ducked = std::exchange(ducked_, {});
  for (const std::string& device : ducked) pcms_.unduck(device);
  std::error_code ignored;
  if (!ducked.empty()) std::filesystem::remove(file_, ignored);
  for (const auto& [path, was_seen] : std::exchange(paused_, {})) {
    const bluez::Player* player = players_.find(path);
    // Else somebody pressed play meanwhile.
    if (player && (!player->plays() || !was_seen)) tell(path, "Play");
  }
}

void Music::tell(const std::string& player, const char* method) {
  calls_.call(player.c_str(), bluez::player_interface, method, nullptr,
              [player, method](GVariant*, const GError* error) {
                if (error)
                  g_message("%s does not %s: %s", player.c_str(), method,
                            error->message);
              });
}
