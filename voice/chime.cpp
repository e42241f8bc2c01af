// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/chime.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace voice {

Sound chime(std::chrono::milliseconds length) {
  constexpr std::array notes{659.26, 987.77};  // E5, B5: a rising fifth
  constexpr double peak = 8'192;
  constexpr double fade = 0.012 * Sound::rate;

  const auto total = static_cast<std::size_t>(length.count()) * Sound::rate /
                     1000 / notes.size() * notes.size();
  const std::size_t each = total / notes.size();
  std::vector<Sound::Sample> samples(total);
  for (std::size_t i = 0; i < total; ++i) {
    const double at = static_cast<double>(i % each);
    const double left = static_cast<double>(each) - at;
    const double gain = std::min({1.0, at / fade, left / fade});
    const double phase = 2 * std::numbers::pi * notes[i / each] * at;
    samples[i] = static_cast<Sound::Sample>(
        std::lround(peak * gain * std::sin(phase / Sound::rate)));
  }
  return Sound{std::move(samples)};
}

}  // namespace voice
