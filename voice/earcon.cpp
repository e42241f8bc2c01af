// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/earcon.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace voice {
namespace {

constexpr double peak = 8'192;

/** A note of a soft bell: `frequency` Hz, a quieter octave above it, which
 * fades, and edges of 12 ms. */
void add_note(std::vector<Sound::Sample>& samples, double frequency,
              std::size_t length) {
  constexpr double fade = 0.012 * Sound::rate;
  constexpr double overtone = 0.25;
  // Turned on from sample to sample: a sine for each one takes five times as
  // long, and the first sample of a code waits for it.
  const auto turn =
      std::polar(1.0, 2 * std::numbers::pi * frequency / Sound::rate);
  const double dying = std::exp(-1 / (0.08 * Sound::rate));
  std::complex<double> phase = 1;
  double strike = overtone;
  for (std::size_t i = 0; i < length; ++i) {
    const auto at = static_cast<double>(i);
    const double left = static_cast<double>(length) - at;
    const double gain = std::min({1.0, at / fade, left / fade});
    const double octave = 2 * phase.imag() * phase.real();
    const double wave = (phase.imag() + strike * octave) / (1 + overtone);
    samples.push_back(
        static_cast<Sound::Sample>(std::lround(peak * gain * wave)));
    phase *= turn;
    strike *= dying;
  }
}

/** The notes of a kind in Hz; the last is the longest. */
std::span<const double> notes(Earcon kind) {
  static constexpr double asks[] = {659.26, 987.77};         // E5, B5
  static constexpr double yes[] = {523.25, 659.26, 783.99};  // C5, E5, G5
  static constexpr double no[] = {659.26, 523.25};           // E5, C5
  static constexpr double problem[] = {329.63, 329.63};      // E4, E4
  switch (kind) {
    case Earcon::asks:
      return asks;
    case Earcon::yes:
      return yes;
    case Earcon::no:
      return no;
    case Earcon::problem:
      return problem;
  }
  return {};
}

}  // namespace

Sound earcon(Earcon kind, std::chrono::milliseconds length) {
  const auto melody = notes(kind);
  const std::size_t all =
      static_cast<std::size_t>(length.count()) * Sound::rate / 1000;
  // A long one has a long last note; it is not a slow melody.
  const std::size_t each =
      std::min(all / melody.size(), std::size_t{Sound::rate / 6});
  std::vector<Sound::Sample> samples;
  samples.reserve(all);
  for (std::size_t i = 0; i + 1 < melody.size(); ++i)
    add_note(samples, melody[i], each);
  add_note(samples, melody.back(), all - samples.size());
  return Sound{std::move(samples)};
}

Sound tone() {
  std::vector<Sound::Sample> samples;
  add_note(samples, 880, Sound::rate / 2);  // A5
  return Sound{std::move(samples)};
}

Sound click() {
  std::vector<Sound::Sample> samples;
  add_note(samples, 1318.51, Sound::rate / 20);  // E6, 50 ms
  return Sound{std::move(samples)};
}

}  // namespace voice
