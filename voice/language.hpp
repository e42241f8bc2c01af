// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "voice/digits.hpp"
#include "voice/phrasebook.hpp"
#include "voice/sound.hpp"
#include "voice/synthesizer.hpp"

namespace voice {

/** One language of the box: its phrases and its digits, as sound. */
class Language {
 public:
  /**
   * `name` of a phrasebook in `phrasebooks`; `rate` of the digits in words a
   * minute, 80..400. Throws PhrasebookError, or SpeechError where eSpeak NG
   * lacks the voice or can't say its digits.
   */
  Language(const std::filesystem::path& phrasebooks, const std::string& name,
           const std::string& variant, int rate);

  const std::string& name() const noexcept { return name_; }

  Sound say(Phrase phrase, std::string_view name = {}) {
    return sentences_.say(phrasebook_.say(phrase, name));
  }
  Sound text(const std::string& text) { return sentences_.say(text); }
  /** A name in these letters is read, not spelt as "Chinese letter": they are
   * Latin, or of the scripts that the language's own sentences use. */
  bool reads(std::string_view name) const;
  std::string words(Phrase phrase) const { return phrasebook_.say(phrase); }
  const Digits& digits() const noexcept { return digits_; }

 private:
  std::string name_;
  Phrasebook phrasebook_;
  Synthesizer sentences_;  ///< a little faster than the digits
  Digits digits_;
};

}  // namespace voice
