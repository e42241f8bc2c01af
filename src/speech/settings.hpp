// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** The mixer that makes announcements as loud as they should be. */
struct MixerSettings {
  std::string card = "default";
  std::string element{};        ///< empty: no mixer is touched
  std::optional<int> volume{};  ///< 0..100; nothing: as it is
  int most = 100;               ///< never louder, 1..100

  bool operator==(const MixerSettings&) const = default;
};

/** Where announcements go; see [sound] in data/earshot.conf. */
struct SoundSettings {
  std::string output = "default";        ///< an ALSA PCM
  std::vector<std::string> fallbacks{};  ///< where that one can't be had
  MixerSettings mixer{};                 ///< of `output` alone

  /** Nobody has chosen: where the default is not there, the first card that
   * plays is as good. */
  bool any_card_will_do() const {
    return output == "default" && fallbacks.empty();
  }
  bool operator==(const SoundSettings&) const = default;
};

/** What is said besides codes; see [announce] in data/earshot.conf. */
struct Topics {
  bool ready = true;
  bool window = true;
  bool connected = true;
  bool disconnected = false;
  bool admitted = true;
  bool refused = true;
  bool problem = true;

  bool operator==(const Topics&) const = default;
};

/** What happens to music during announcements; [sound] music. */
enum class MusicWay : std::uint8_t {
  duck,   ///< it is not heard; without BlueALSA it is paused
  pause,  ///< the phone is asked to pause (AVRCP), and to play again
  mix,    ///< it goes on
};

/** Who plays while another phone is connected; [music] second. */
enum class SecondPhone : std::uint8_t {
  newest,  ///< who began last is heard
  first,   ///< who began first stays
  mix,     ///< all are heard
};
