// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/stereo.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "test/support/catch.hpp"

using voice::Sound;
namespace stereo = voice::stereo;

namespace {

double sine(double hertz, double seconds) {
  return 20'000 * std::sin(2 * std::numbers::pi * hertz * seconds);
}

Sound tone(double hertz) {
  std::vector<Sound::Sample> samples(Sound::rate / 10);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<Sound::Sample>(
        std::lround(sine(hertz, static_cast<double>(i) / Sound::rate)));
  return Sound{std::move(samples)};
}

}  // namespace

TEST_CASE("left and right are the same, and each sample is still there") {
  const Sound sound = tone(440);
  const auto frames = stereo::frames(sound);
  REQUIRE(frames.size() == 4 * sound.samples().size());
  for (std::size_t i = 0; i < frames.size(); i += 2)
    REQUIRE(frames[i] == frames[i + 1]);
  for (std::size_t i = 0; i < sound.samples().size(); ++i)
    REQUIRE(frames[4 * i] == sound.samples()[i]);
}

TEST_CASE("a tone of speech stays the tone that it was at twice the rate") {
  const double hertz = GENERATE(100, 440, 1'000, 3'400, 6'000);
  const auto frames = stereo::frames(tone(hertz));
  double most = 0;
  // The ends are cut off in the midst of a wave, as speech is not.
  for (std::size_t i = 100; i + 100 < frames.size() / 2; ++i)
    most = std::max(
        most, std::abs(frames[2 * i] -
                       sine(hertz, static_cast<double>(i) / stereo::rate)));
  CHECK(most < 64);  // -50 dB
}

TEST_CASE("what is loudest does not turn over") {
  std::vector<Sound::Sample> square(400, -32'768);
  std::fill(square.begin() + 200, square.end(), 32'767);
  const auto frames = stereo::frames(Sound{square});
  CHECK(*std::max_element(frames.begin(), frames.begin() + 760) < 0);
  CHECK(*std::min_element(frames.begin() + 840, frames.end()) > 0);
}

TEST_CASE("nothing stays nothing") {
  CHECK(stereo::frames(Sound{}).empty());
}
