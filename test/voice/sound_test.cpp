// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/sound.hpp"

#include "test/catch.hpp"
#include "voice/chime.hpp"

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

TEST_CASE("a chime lasts as long as it is told, and is soft") {
  CHECK(voice::chime(0ms).samples().empty());
  const Sound chime = voice::chime(300ms);
  CHECK(chime.duration() >= 299ms);
  CHECK(chime.duration() <= 301ms);
  CHECK(chime.peak() > 4'000);
  CHECK(chime.peak() <= 8'192);
  // No click at either end.
  CHECK(std::abs(chime.samples().front()) < 200);
  CHECK(std::abs(chime.samples().back()) < 400);
}
