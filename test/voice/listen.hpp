// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "test/support/catch.hpp"
#include "voice/digits.hpp"
#include "voice/phrasebook.hpp"
#include "voice/sound.hpp"
#include "voice/synthesizer.hpp"

inline std::string phrasebooks() {
  return g_getenv("EARSHOT_PHRASEBOOKS");
}

/** Each of ours in turn. */
inline std::string any_language() {
  return GENERATE(from_range(voice::Phrasebook::languages(phrasebooks())));
}

inline voice::Digits english_digits() {
  voice::Synthesizer synthesizer{{}};
  return {synthesizer, voice::Phrasebook{phrasebooks(), "en"}.digits()};
}

/** Mean level of the samples, in 16-bit units. */
inline double loudness(const voice::Sound& sound) {
  double sum = 0;
  for (const auto s : sound.samples()) sum += double{1} * s * s;
  return std::sqrt(sum / static_cast<double>(sound.samples().size()));
}

/** Silences of 50 ms and more inside a sound. */
inline std::vector<std::chrono::milliseconds> gaps(const voice::Sound& sound) {
  std::vector<std::chrono::milliseconds> result;
  std::size_t zeros = 0;
  for (const auto s : sound.samples()) {
    if (s == 0) {
      ++zeros;
      continue;
    }
    const std::chrono::milliseconds gap{zeros * 1000 / voice::Sound::rate};
    if (gap >= std::chrono::milliseconds{50}) result.push_back(gap);
    zeros = 0;
  }
  return result;
}
