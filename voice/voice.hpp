// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/digits.hpp"
#include "voice/phrasebook.hpp"
#include "voice/sound.hpp"
#include "voice/synthesizer.hpp"

namespace voice {

/** How the box sounds; see [voice] in data/earshot.conf. */
struct Settings {
  std::string language = "en";  ///< the name of a phrasebook
  std::string variant{};
  int rate = 160;    ///< of digits; words a minute, 80..400
  int volume = 100;  ///< per cent, 1..130
  Pacing pacing{};
  int repeat = 2;                       ///< times a code is said, 1..3
  std::chrono::milliseconds wake{300};  ///< length of the chime, 0..2000

  bool operator==(const Settings&) const noexcept;
};

/** Everything the box can say, as sound. */
class Voice {
 public:
  using Code = std::array<std::uint8_t, 6>;

  /** No announcement of a code is longer than this, in any language, */
  static constexpr std::chrono::seconds longest_announcement{15};
  /** or than this where it ends with how to let the phone in. */
  static constexpr std::chrono::seconds longest_with_act{19};

  /**
   * Loads the phrasebook and the digits. Throws PhrasebookError, or SpeechError
   * where eSpeak NG lacks the voice or these settings make a code's
   * announcement longer than it may be.
   */
  Voice(const Settings& settings, const std::filesystem::path& phrasebooks);

  /** The phone must show this code; `device` is the name of who asks, and
   * `act`, one of Phrase::act_..., is said at the end. */
  Sound compare(const Code& code, std::string_view device,
                std::optional<Phrase> act = std::nullopt);
  /** This code is to be typed into the phone. */
  Sound type(const Code& code, std::string_view device);
  /** The phone's code is to be typed on the keypad. */
  Sound keypad(std::string_view device);
  /** A device without a code asks. */
  Sound wants_in(std::string_view device, std::optional<Phrase> act);
  /** A row of presses, true for up. */
  Sound knock(const std::vector<bool>& row);
  /** The window is open; `speaker` is the name to look for. */
  Sound opened(std::string_view speaker);
  /** A phrase without a placeholder. */
  Sound sentence(Phrase phrase) { return sentence(phrase, {}); }
  /** The owner's own text, as spoken_text() leaves it. */
  Sound text(std::string_view text);
  Sound digit(std::uint8_t digit) const { return digits_.digit(digit); }

 private:
  Sound announce(Phrase before, const Code& code, Phrase after,
                 std::string_view device, std::optional<Phrase> act);
  Sound sentence(Phrase phrase, std::string_view name);
  Sound asker(std::string_view device, std::chrono::milliseconds room);
  void check_lengths();

  Settings settings_;
  Phrasebook phrasebook_;
  Synthesizer sentences_;  ///< a little faster than the digits
  Digits digits_;
};

}  // namespace voice
