// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <map>
#include <string>

namespace bluez {

/** What BlueZ's org.bluez.MediaPlayer1 says of the player on a phone. */
struct Player {
  std::string device;  ///< object path
  std::string status;  ///< "playing", "paused", ... (doc/media-api.txt)

  bool plays() const { return status == "playing"; }
};

/** A mirror of all MediaPlayer1 objects, by object path. */
class Players {
 public:
  /** Takes new values, a{sv}. */
  void update(const std::string& path, GVariant* properties);
  void remove(const std::string& path) { players_.erase(path); }
  void clear() { players_.clear(); }

  const Player* find(const std::string& path) const;
  auto begin() const { return players_.begin(); }
  auto end() const { return players_.end(); }

 private:
  std::map<std::string, Player> players_;
};

}  // namespace bluez
