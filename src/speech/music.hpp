// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "bluealsa/pcms.hpp"
#include "bluez/players.hpp"
#include "bluez/transports.hpp"
#include "glib/calls.hpp"
#include "speech/settings.hpp"

/**
 * The music of the phones, which gives way to words.
 *
 * Ducked, it is not heard while the phone plays on: BlueALSA mutes it. It can't
 * be made softer instead: that would move the volume on the phone itself, as if
 * its owner had pressed the keys.
 */
class Music {
 public:
  using Way = MusicWay;

  /** `file` remembers what was ducked: after a crash it is heard again. */
  Music(GDBusConnection& bus, bluealsa::Pcms& pcms,
        const bluez::Transports& transports, const bluez::Players& players,
        std::filesystem::path file);
  ~Music();
  Music(const Music&) = delete;
  Music& operator=(const Music&) = delete;

  /** From the next words on. */
  void way(Way way) noexcept { way_ = way; }

  /** Null: it is gone. */
  void player_changed(const std::string& path, const bluez::Player* player);
  /** So is BlueZ, and all players with it. */
  void clear() { paused_.clear(); }

  /** Speech begins; a phone that starts to play gives way, too. */
  void give_way();
  /** A transport or a PCM is another. */
  void sources_changed() {
    if (gives_way_) give_way();
  }
  /** They are over. */
  void come_back();

 private:
  bool duck(const std::string& device);
  void pause(const std::string& device);
  void tell(const std::string& player, const char* method);

  bluealsa::Pcms& pcms_;
  const bluez::Transports& transports_;
  const bluez::Players& players_;
  std::filesystem::path file_;  ///< in /run: written in the loop
  glib::Calls calls_;
  Way way_ = Way::duck;
  bool gives_way_ = false;
  std::set<std::string> ducked_;  ///< devices
  /** Players that were told to pause, and whether they were seen to. */
  std::map<std::string, bool> paused_;
};
