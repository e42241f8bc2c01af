// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/sound.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace voice {
namespace {

constexpr std::size_t frame = Sound::rate / 100;  // 10 ms
constexpr double floor_ratio = 1e-5;              // -50 dB of power

std::size_t samples_in(std::chrono::milliseconds time) {
  return static_cast<std::size_t>(time.count()) * Sound::rate / 1000;
}

}  // namespace

Sound& Sound::operator+=(const Sound& next) {
  samples_.insert(samples_.end(), next.samples_.begin(), next.samples_.end());
  return *this;
}

Sound& Sound::operator+=(std::chrono::milliseconds silence) {
  samples_.resize(samples_.size() + samples_in(silence));
  return *this;
}

std::chrono::milliseconds Sound::duration() const noexcept {
  return std::chrono::milliseconds{samples_.size() * 1000 / rate};
}

int Sound::peak() const noexcept {
  int result = 0;
  for (const Sample sample : samples_)
    result = std::max(result, std::abs(int{sample}));
  return result;
}

Sound Sound::trimmed() const {
  std::vector<double> power;
  for (std::size_t at = 0; at < samples_.size(); at += frame) {
    const std::size_t end = std::min(at + frame, samples_.size());
    double sum = 0;
    for (std::size_t i = at; i < end; ++i)
      sum += double{1} * samples_[i] * samples_[i];
    power.push_back(sum / static_cast<double>(end - at));
  }
  const auto loudest = std::max_element(power.begin(), power.end());
  if (loudest == power.end() || *loudest <= 0) return {};
  const auto audible = [least = *loudest * floor_ratio](double p) {
    return p > least;
  };
  const auto first = std::find_if(power.begin(), power.end(), audible);
  const auto last = std::find_if(power.rbegin(), power.rend(), audible).base();
  const auto from = static_cast<std::size_t>(first - power.begin()) * frame;
  const auto to = static_cast<std::size_t>(last - power.begin()) * frame;
  const std::size_t begin = from > frame ? from - frame : 0;
  const std::size_t end = std::min(to + 2 * frame, samples_.size());
  return Sound{{samples_.begin() + static_cast<std::ptrdiff_t>(begin),
                samples_.begin() + static_cast<std::ptrdiff_t>(end)}};
}

}  // namespace voice
