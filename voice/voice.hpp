// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/announcement.hpp"
#include "voice/code_length.hpp"
#include "voice/digits.hpp"
#include "voice/earcon.hpp"
#include "voice/language.hpp"
#include "voice/phrasebook.hpp"
#include "voice/settings.hpp"
#include "voice/sound.hpp"

namespace voice {

/** Everything the box can say. What it gives may not outlive it. */
class Voice {
 public:
  using Code = voice::Code;

  /**
   * Loads phrasebooks and digits. Throws PhrasebookError, or SpeechError where
   * eSpeak NG lacks a voice or these settings make a code's announcement longer
   * than it may be.
   */
  Voice(const Settings& settings, const std::filesystem::path& phrasebooks);

  /** The phone must show this code; `device` is the asking device's name, and
   * `act`, one of Phrase::act_..., is said at the end. */
  Announcement compare(const Code& code, std::string_view device,
                       std::optional<Phrase> act = std::nullopt);
  /** This code is to be typed into the phone. */
  Announcement type(const Code& code, std::string_view device);
  /** The phone's code is to be typed on the keypad. */
  Announcement keypad(std::string_view device);
  /** A device without a code asks. */
  Announcement wants_in(std::string_view device, std::optional<Phrase> act);
  /** A row of presses, true for up; in the first language. */
  Announcement knock(const std::vector<bool>& row);
  /** Slots of this length, true for one that begins with a tone, 100 ms to
   * 10 s; in the first language. */
  Announcement tones(const std::vector<bool>& slots,
                     std::chrono::milliseconds slot);
  /** The window is open; `speaker`, the box's own name, is said as phones list
   * it: as spoken_text() leaves it, where the language can read that. */
  Announcement opened(std::string_view speaker);
  /** A sentence; `name` takes the place of its placeholder, as spoken_name()
   * leaves it. Where a language can't read it, the earcon has to do. */
  Announcement sentence(Earcon earcon, Phrase phrase,
                        const std::string& name = {});
  /** Another phone, `device` by name, has the speaker. */
  Announcement in_use(const std::string& device);
  /** Two sentences, one after the other. */
  Announcement sentences(Earcon earcon, Phrase first, Phrase second);
  /** What a code sounds like, once, in the first language; to choose by. */
  Announcement sample(const Code& code);
  /** The owner's own text, as spoken_text() leaves it; in the first language.
   */
  Announcement text(std::string_view text);
  Sound digit(std::uint8_t digit) const {
    return languages_.front().digits().digit(digit);
  }

 private:
  Announcement begin(Earcon earcon) const;
  Announcement in_each(Earcon earcon,
                       const std::function<Sound(Language&)>& say);
  Announcement announce(Phrase before, const Code& code, Phrase after,
                        std::string_view device, std::optional<Phrase> act);
  /** In all languages. */
  void add_all(Announcement& to, Phrase phrase);
  void add_asker(Announcement& to, std::string_view device,
                 std::chrono::milliseconds room);

  Settings settings_;
  std::vector<Language> languages_;
  CodeLength length_;
};

}  // namespace voice
