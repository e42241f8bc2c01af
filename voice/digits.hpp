// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "voice/settings.hpp"
#include "voice/sound.hpp"
#include "voice/synthesizer.hpp"

namespace voice {

/** Six digits, 0..9 each. */
using Code = std::array<std::uint8_t, 6>;

/**
 * The ten digits of a voice, each synthesised alone and trimmed: so a listener
 * gets each in its full form, no digit sounds into the next one's echo, and a
 * request costs no synthesis. Measured in test/bench/ears.
 */
class Digits {
 public:
  /** `words` for 0 to 9. Throws SpeechError where the voice does not say one
   * audibly. */
  Digits(Synthesizer& synthesizer, const std::array<std::string, 10>& words);

  /** In two groups of three. */
  Sound code(const Code& digits, const Pacing& pacing) const;
  /** How long code() lasts. */
  std::chrono::milliseconds length(const Code& digits,
                                   const Pacing& pacing) const;
  /** How long the code lasts that lasts longest. */
  std::chrono::milliseconds longest(const Pacing& pacing) const;
  /** One digit, 0..9. */
  const Sound& digit(std::uint8_t digit) const { return sounds_.at(digit); }

 private:
  std::array<Sound, 10> sounds_;
};

}  // namespace voice
