// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/quiet_hours.hpp"
#include "consent/settings.hpp"
#include "pairing/settings.hpp"
#include "speech/settings.hpp"
#include "voice/settings.hpp"

/** Everything that /etc/earshot.conf can say; see data/earshot.conf. */
struct Config {
  std::string adapter{};       ///< [adapter] address; empty: all of them
  std::string speaker_name{};  ///< [adapter] name; empty: the host's
  bool display_only = false;   ///< [pairing] capability = DisplayOnly
  /** [pairing] guests-stay; nothing: for ever */
  std::optional<std::chrono::milliseconds> guests_stay{};
  bool any_kernel = false;              ///< [pairing] unsafe-kernel = accept
  QuietHours quiet{};                   ///< [window] quiet
  std::vector<std::string> services{};  ///< [services] allow; empty: audio
  consent::KeySettings keys{};          ///< [keys]
  bool echo_digits = false;             ///< [keys] echo = digits
  SoundSettings sound{};                ///< [sound]
  MusicWay music = MusicWay::duck;      ///< [sound] music
  SecondPhone second = SecondPhone::newest;  ///< [music] second
  bool reconnect = true;                     ///< [music] reconnect = last
  int music_most = 100;                      ///< [music] volume-max, 1..100
  /** [music] buffer, 100 ms to 1 s */
  std::chrono::milliseconds music_buffer{500};
  Topics topics{};  ///< [announce]
  /** [hooks]: an event's name to a program and its arguments. */
  std::map<std::string, std::vector<std::string>> hooks{};
  pairing::Settings pairing{};
  voice::Settings voice{};

  bool operator==(const Config&) const = default;
};
