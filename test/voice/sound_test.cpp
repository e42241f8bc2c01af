// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/sound.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <vector>

#include "test/support/catch.hpp"
#include "voice/earcon.hpp"
#include "voice/loudness.hpp"

using namespace std::chrono_literals;
using voice::Sound;

TEST_CASE("silence around a sound is trimmed, but for a breath") {
  Sound sound;
  sound += 500ms;
  sound += Sound{std::vector<Sound::Sample>(Sound::rate / 10, 10'000)};
  sound += 600ms;
  const Sound trimmed = sound.trimmed();
  CHECK(trimmed.duration() >= 100ms);
  CHECK(trimmed.duration() <= 150ms);
  CHECK(trimmed.peak() == 10'000);
}

TEST_CASE("trimming nothing but silence leaves nothing") {
  Sound silence;
  silence += 1s;
  CHECK(silence.trimmed().samples().empty());
  CHECK(Sound{}.trimmed().samples().empty());
}

TEST_CASE("an earcon lasts as long as it is told, and is soft") {
  using voice::Earcon;
  const auto kind =
      GENERATE(Earcon::asks, Earcon::yes, Earcon::no, Earcon::problem);
  const auto length = GENERATE(1ms, 300ms, 2000ms);
  CHECK(voice::earcon(kind, 0ms).samples().empty());
  const Sound earcon = voice::earcon(kind, length);
  CHECK(earcon.duration() >= length - 1ms);
  CHECK(earcon.duration() <= length);
  CHECK(earcon.peak() <= 8'192);
  if (length < 300ms) return;
  CHECK(earcon.peak() > 4'000);
  // No click at either end.
  CHECK(std::abs(earcon.samples().front()) < 200);
  CHECK(std::abs(earcon.samples().back()) < 400);
}

TEST_CASE("an earcon sounds all the time, so that amplifiers stay awake") {
  const Sound earcon = voice::earcon(voice::Earcon::yes, 1500ms);
  const auto& samples = earcon.samples();
  constexpr std::size_t frame = Sound::rate / 20;
  for (std::size_t at = 0; at + frame <= samples.size(); at += frame) {
    const auto from = samples.begin() + static_cast<std::ptrdiff_t>(at);
    CHECK(*std::max_element(from, from + frame) > 2'000);
  }
}

TEST_CASE("the four earcons are four sounds") {
  using voice::Earcon;
  std::set<std::vector<Sound::Sample>> sounds;
  for (const auto kind :
       {Earcon::asks, Earcon::yes, Earcon::no, Earcon::problem})
    sounds.insert(voice::earcon(kind, 300ms).samples());
  CHECK(sounds.size() == 4);
}

TEST_CASE("loudness is brought to its level, and peaks are limited") {
  std::vector<Sound::Sample> samples(Sound::rate);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<Sound::Sample>(
        3'000 * std::sin(0.2 * static_cast<double>(i)));
  samples[samples.size() / 2] = 32'767;
  const Sound loud = voice::at_level(Sound{samples});
  CHECK(std::abs(voice::active_level(loud) + 18) < 0.5);
  CHECK(loud.peak() <= 29'205);
  // Nearly nothing is not made into noise.
  const Sound hiss{std::vector<Sound::Sample>(Sound::rate, 10)};
  CHECK(voice::at_level(hiss).peak() <= 40);
  CHECK(voice::at_level(Sound{}).samples().empty());
}

TEST_CASE("half the volume is an eighth of the amplitude") {
  const Sound sound{std::vector<Sound::Sample>(100, 16'000)};
  CHECK(voice::scaled(sound, 100).peak() == 16'000);
  CHECK(voice::scaled(sound, 50).peak() == 2'000);
  CHECK(voice::scaled(sound, 0).peak() == 0);
}
