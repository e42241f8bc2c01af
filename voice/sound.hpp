// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace voice {

/** Sound to be played: 16-bit mono samples at 22,050 Hz, eSpeak NG's rate. */
class Sound {
 public:
  using Sample = std::int16_t;
  static constexpr unsigned rate = 22'050;  ///< Hz

  Sound() = default;
  explicit Sound(std::vector<Sample> samples) : samples_{std::move(samples)} {}

  Sound& operator+=(const Sound& next);
  Sound& operator+=(std::chrono::milliseconds silence);

  const std::vector<Sample>& samples() const noexcept { return samples_; }
  std::chrono::milliseconds duration() const noexcept;

  /** The loudest sample, 0..32768. */
  int peak() const noexcept;

  /**
   * Without the silence around it: from 10 ms before the first 10 ms that are
   * within 50 dB of the loudest 10 ms, to 20 ms after the last. eSpeak NG ends
   * every utterance with half a second of nothing.
   */
  Sound trimmed() const;

 private:
  std::vector<Sample> samples_;
};

}  // namespace voice
