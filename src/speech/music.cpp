// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/music.hpp"

#include <algorithm>
#include <utility>

#include "bluez/names.hpp"

Music::Music(GDBusConnection& bus, bluealsa::Pcms& pcms,
             const bluez::Transports& transports, const bluez::Players& players,
             std::filesystem::path file)
    : pcms_{pcms},
      transports_{transports},
      players_{players},
      calls_{bus, bluez::service},
      mutes_{pcms, std::move(file)} {}

Music::~Music() {
  come_back();
}

void Music::player_changed(const std::string& path,
                           const bluez::Player* player) {
  const auto told = paused_.find(path);
  if (told == paused_.end()) return;
  Pause& pause = told->second;
  if (!player)
    paused_.erase(told);
  else if (!player->plays() && pause.state == Pause::State::told)
    pause.state = Pause::State::seen;
  else if (player->plays() && pause.state == Pause::State::seen)
    pause.state = Pause::State::undone;
}

void Music::give_way() {
  gives_way_ = true;
  if (way_ == Way::mix) return;
  for (const auto& [path, transport] : transports_) {
    if (!transport.plays() || pcms_.is_mute(transport.device)) continue;
    if (way_ == Way::pause || !mutes_.add(transport.device, Mutes::Why::words))
      pause(transport.device, false);
  }
}

bool Music::let_go() {
  bool asked = false;
  for (const auto& [path, transport] : transports_) {
    // Not who is on probation: we would press his keys for him.
    if (!transport.plays() || pcms_.is_mute(transport.device)) continue;
    pause(transport.device, false);
    const bool obeys = is_paused(transport.device);
    if (!obeys)
      g_warning("%s holds the sound output, and has no player that pauses",
                transport.device.c_str());
    asked = asked || obeys;
  }
  return asked;
}

void Music::come_back() {
  gives_way_ = false;
  mutes_.lift_all(Mutes::Why::words);
  for (auto at = paused_.begin(); at != paused_.end();) {
    auto& [path, pause] = *at;
    const bluez::Player* player = players_.find(path);
    if (player && aside_.contains(player->device)) pause.for_turn = true;
    if (pause.for_turn) {
      ++at;
      continue;
    }
    if (player && pause.state != Pause::State::undone) tell(path, "Play");
    at = paused_.erase(at);
  }
}

void Music::set_aside(const std::string& device) {
  aside_.insert(device);
  mutes_.add(device, Mutes::Why::turn);
  pause(device, true);
}

void Music::bring_back(const std::string& device, bool resume) {
  if (aside_.erase(device) == 0) return;
  sources_changed();
  mutes_.lift(device, Mutes::Why::turn);
  for (auto at = paused_.begin(); at != paused_.end();) {
    auto& [path, pause] = *at;
    if (!pause.for_turn || !is_of(path, device)) {
      ++at;
      continue;
    }
    const bool plays_on = resume && pause.state != Pause::State::undone;
    if (plays_on && gives_way_) {
      pause.for_turn = false;  // until the words are over
      ++at;
      continue;
    }
    if (plays_on) tell(path, "Play");
    at = paused_.erase(at);
  }
}

bool Music::is_paused(const std::string& device) const {
  return std::any_of(paused_.begin(), paused_.end(), [&](const auto& entry) {
    return entry.second.state != Pause::State::undone &&
           is_of(entry.first, device);
  });
}

void Music::pause(const std::string& device, bool for_turn) {
  for (const auto& [path, player] : players_) {
    if (player.device != device || !player.plays()) continue;
    const auto [told, is_new] = paused_.try_emplace(path);
    // Whoever presses play during words is let be; not during another's turn.
    if (!is_new && !(for_turn && told->second.state == Pause::State::undone))
      continue;
    told->second = {.for_turn = for_turn};
    tell(path, "Pause");
  }
}

bool Music::is_of(const std::string& player, const std::string& device) const {
  const bluez::Player* known = players_.find(player);
  return known && known->device == device;
}

void Music::tell(const std::string& player, const char* method) {
  calls_.call(player.c_str(), bluez::player_interface, method, nullptr,
              [player, method](GVariant*, const GError* error) {
                if (error)
                  g_message("%s does not %s: %s", player.c_str(), method,
                            error->message);
              });
}
