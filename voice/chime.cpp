// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/chime.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace voice {
namespace {

constexpr double peak = 8'192;

/** A sine of `frequency` Hz with soft edges of 12 ms. */
void add_note(std::vector<Sound::Sample>& samples, double frequency,
              std::size_t length) {
  constexpr double fade = 0.012 * Sound::rate;
  for (std::size_t i = 0; i < length; ++i) {
    const auto at = static_cast<double>(i);
    const double left = static_cast<double>(length) - at;
    const double gain = std::min({1.0, at / fade, left / fade});
    const double phase = 2 * std::numbers::pi * frequency * at;
    samples.push_back(static_cast<Sound::Sample>(
        std::lround(peak * gain * std::sin(phase / Sound::rate))));
  }
}

}  // namespace

Sound chime(std::chrono::milliseconds length) {
  constexpr std::array notes{659.26, 987.77};  // E5, B5: a rising fifth
  const std::size_t each = static_cast<std::size_t>(length.count()) *
                           Sound::rate / 1000 / notes.size();
  std::vector<Sound::Sample> samples;
  samples.reserve(each * notes.size());
  for (const double note : notes) add_note(samples, note, each);
  return Sound{std::move(samples)};
}

Sound click() {
  std::vector<Sound::Sample> samples;
  add_note(samples, 1318.51, Sound::rate / 20);  // E6, 50 ms
  return Sound{std::move(samples)};
}

}  // namespace voice
