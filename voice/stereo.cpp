// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/stereo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace voice::stereo {
namespace {

/** Samples on either side that the one half-way between is made of. */
constexpr std::ptrdiff_t reach = 8;

/** A sinc at the halves, under a Hann window; its two sides sum to one. */
std::array<float, reach> make_weights() {
  std::array<double, reach> exact{};
  double sum = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double at = std::numbers::pi * (static_cast<double>(i) + 0.5);
    exact.at(i) = std::sin(at) / at * (1 + std::cos(at / reach)) / 2;
    sum += 2 * exact.at(i);
  }
  std::array<float, reach> result{};
  for (std::size_t i = 0; i < exact.size(); ++i)
    result.at(i) = static_cast<float>(exact.at(i) / sum);
  return result;
}

}  // namespace

std::vector<Sound::Sample> frames(const Sound& sound) {
  static const std::array<float, reach> weights = make_weights();
  const auto& samples = sound.samples();
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  // Silence around it: a part of an announcement begins and ends in some.
  std::vector<float> padded(samples.size() + 2 * reach);
  std::copy(samples.begin(), samples.end(), padded.begin() + reach);

  std::vector<Sound::Sample> result;
  result.reserve(samples.size() * 2 * channels);
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    const float* const left = padded.data() + reach + i;
    float between = 0;
    for (std::ptrdiff_t k = 0; k < reach; ++k)
      between +=
          weights[static_cast<std::size_t>(k)] * (left[-k] + left[k + 1]);
    const auto sample = samples[static_cast<std::size_t>(i)];
    const auto next = static_cast<Sound::Sample>(
        std::lround(std::clamp(between, -32'768.0F, 32'767.0F)));
    result.insert(result.end(), {sample, sample, next, next});
  }
  return result;
}

}  // namespace voice::stereo
