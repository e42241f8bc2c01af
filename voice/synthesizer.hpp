// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "voice/sound.hpp"

namespace voice {

/** eSpeak NG can't do what was asked of it; the text says what to change. */
struct SpeechError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/** How eSpeak NG speaks. */
struct Speech {
  std::string language = "en-us";  ///< eSpeak NG's name of a language
  std::string variant{};           ///< "f2", "m3", ...; empty: the plain voice
  int rate = 160;                  ///< words a minute, 80..450
};

/**
 * Turns plain text into sound with eSpeak NG.
 *
 * eSpeak NG is one per process: it is initialised by the first Synthesizer and
 * never ended, because a second espeak_Initialize of 1.51 can hang. All use is
 * from one thread.
 */
class Synthesizer {
 public:
  /** Throws SpeechError where the language or the variant does not exist. */
  explicit Synthesizer(Speech speech);

  /**
   * Says a text, without the silence around it and at speech_level. Plain
   * UTF-8: no SSML, no phonemes. Throws SpeechError on failure and beyond 20 s
   * of speech.
   */
  Sound say(const std::string& text);

 private:
  Speech speech_;
  std::string voice_;  ///< eSpeak NG's identifier, with the variant
};

}  // namespace voice
