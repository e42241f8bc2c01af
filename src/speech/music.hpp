// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "bluealsa/pcms.hpp"
#include "bluez/players.hpp"
#include "bluez/transports.hpp"
#include "glib/calls.hpp"
#include "speech/mutes.hpp"
#include "speech/settings.hpp"

/**
 * The music of the phones, which gives way to words, and to another phone's.
 *
 * Ducked, it is not heard while the phone plays on: BlueALSA mutes it. It can't
 * be made softer instead: that would move the volume on the phone itself, as if
 * its owner had pressed the keys.
 */
class Music {
 public:
  using Way = MusicWay;

  /** `file` remembers what was muted: after a crash it is heard again. */
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
  /** A card for one program alone is held by what is played: it pauses,
   * whatever its way, until come_back(). False: no player of it is known. */
  bool let_go();
  /** They are over. */
  void come_back();

  /** Another phone has the speaker: this one is muted, and paused where its
   * player plays. Again for what it has begun since. */
  void set_aside(const std::string& device);
  /** It may be heard; `resume`: and plays on if set_aside() has paused it. */
  void bring_back(const std::string& device, bool resume);
  /** We have paused its player, and nobody has pressed play since. */
  bool is_paused(const std::string& device) const;

 private:
  /** A player that was told to pause. */
  struct Pause {
    enum class State : std::uint8_t {
      told,
      seen,    ///< it has paused
      undone,  ///< and plays once more: somebody pressed play
    };
    State state = State::told;
    bool for_turn = false;  ///< else for words
  };

  void pause(const std::string& device, bool for_turn);
  bool is_of(const std::string& player, const std::string& device) const;
  void tell(const std::string& player, const char* method);

  bluealsa::Pcms& pcms_;
  const bluez::Transports& transports_;
  const bluez::Players& players_;
  glib::Calls calls_;
  Mutes mutes_;
  Way way_ = Way::duck;
  bool gives_way_ = false;
  std::set<std::string> aside_;          ///< devices
  std::map<std::string, Pause> paused_;  ///< players
};
