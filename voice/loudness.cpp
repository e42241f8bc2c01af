// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/loudness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace voice {
namespace {

constexpr double full_scale = 32'768;
constexpr double ceiling = 29'204;  // -1 dBFS
constexpr double most_gain = 4;     // 12 dB
constexpr std::size_t frame = Sound::rate / 50;
constexpr std::size_t look_ahead = Sound::rate / 200;
constexpr double release = 0.9995;  // a sample: back by half in 60 ms

double db(double power) {
  return 10 * std::log10(power + 1e-20);
}

/** The gain that a limiter leaves at each sample, 0..1. */
std::vector<double> limits(const std::vector<Sound::Sample>& samples,
                           double gain) {
  std::vector<double> result(samples.size(), 1);
  double now = 1;
  // Backwards, a peak lowers what comes before it by degrees; forwards, what
  // comes after it.
  const double attack = 1.0 / static_cast<double>(look_ahead);
  for (std::size_t i = samples.size(); i-- > 0;) {
    const double loud = std::abs(samples[i] * gain);
    now = std::min({1.0, now + attack, loud > ceiling ? ceiling / loud : 1.0});
    result[i] = now;
  }
  now = 1;
  for (double& limit : result) {
    now = std::min(1 - (1 - now) * release, limit);
    limit = now;
  }
  return result;
}

}  // namespace

double active_level(const Sound& sound) {
  const auto& samples = sound.samples();
  std::vector<double> powers;
  for (std::size_t at = 0; at < samples.size(); at += frame) {
    const std::size_t end = std::min(at + frame, samples.size());
    double sum = 0;
    for (std::size_t i = at; i < end; ++i)
      sum += std::pow(samples[i] / full_scale, 2);
    powers.push_back(sum / static_cast<double>(end - at));
  }
  if (powers.empty()) return -200;
  const double least = *std::max_element(powers.begin(), powers.end()) *
                       std::pow(10, -35 / 10.0);
  double sum = 0;
  std::size_t count = 0;
  for (const double power : powers) {
    if (power < least) continue;
    sum += power;
    ++count;
  }
  return db(sum / static_cast<double>(count));
}

Sound at_level(const Sound& sound, double level) {
  const double now = active_level(sound);
  const double gain = std::min(std::pow(10, (level - now) / 20), most_gain);
  const auto& samples = sound.samples();
  const std::vector<double> limit = limits(samples, gain);
  std::vector<Sound::Sample> result;
  result.reserve(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i)
    result.push_back(
        static_cast<Sound::Sample>(std::lround(samples[i] * gain * limit[i])));
  return Sound{std::move(result)};
}

Sound scaled(const Sound& sound, int volume) {
  const double gain = std::pow(volume / 100.0, 3);
  std::vector<Sound::Sample> result;
  result.reserve(sound.samples().size());
  for (const Sound::Sample sample : sound.samples())
    result.push_back(static_cast<Sound::Sample>(std::lround(sample * gain)));
  return Sound{std::move(result)};
}

}  // namespace voice
