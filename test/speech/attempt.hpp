// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "speech/speaking.hpp"
#include "test/support/catch.hpp"
#include "test/support/knobs.hpp"
#include "test/support/wait.hpp"
#include "voice/voice.hpp"

inline voice::Announcement tone(std::chrono::milliseconds length) {
  std::vector<voice::Sound::Sample> samples(
      static_cast<std::size_t>(length.count()) * voice::Sound::rate / 1000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = i % 40 < 20 ? 8'000 : -8'000;
  return voice::Announcement{voice::Sound{std::move(samples)}};
}

/** One announcement and what became of it. */
struct Try {
  explicit Try(
      const SoundSettings& settings,
      std::chrono::milliseconds length = std::chrono::milliseconds{300},
      std::chrono::milliseconds patience = std::chrono::milliseconds{0})
      : speaking{settings,
                 run / "mixer",
                 tone(length),
                 patience,
                 {.result = [this](bool all) { heard = all; },
                  .busy = [this] { return lets_go; }}} {}

  bool was_heard() {
    REQUIRE(wait_until([this] { return heard.has_value(); }));
    return *heard;
  }

  TemporaryDirectory run;
  std::optional<bool> heard;
  bool lets_go = false;  ///< who holds the card was asked to
  Speaking speaking;
};

inline int peak(const Tape& tape) {
  int result = 0;
  for (const auto sample : tape.samples())
    result = std::max(result, std::abs(int{sample}));
  return result;
}
