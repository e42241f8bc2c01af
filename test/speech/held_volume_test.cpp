// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/held_volume.hpp"

#include "test/support/catch.hpp"
#include "test/support/knobs.hpp"

namespace {

MixerSettings knobs_at(std::optional<int> volume, int most = 100) {
  return {.card = "knobs", .element = "PCM", .volume = volume, .most = most};
}

}  // namespace

TEST_CASE("the mixer is set for an announcement, and put back after it") {
  const Knobs knobs{"30 40 0"};
  const TemporaryDirectory run;
  {
    const HeldVolume held{knobs_at(100), run / "mixer"};
    CHECK(knobs.values() == "255 255 1\n");
  }
  CHECK(knobs.values() == "30 40 0\n");
  CHECK_FALSE(std::filesystem::exists(run / "mixer"));
}

TEST_CASE("announcements are never louder than volume-max") {
  const Knobs knobs{"255 255 1"};
  const TemporaryDirectory run;
  {
    const HeldVolume held{knobs_at(std::nullopt, 20), run / "mixer"};
    CHECK(knobs.values() == "51 51 1\n");
  }
  CHECK(knobs.values() == "255 255 1\n");
  {
    const HeldVolume held{knobs_at(90, 20), run / "mixer"};
    CHECK(knobs.values() == "51 51 1\n");
  }
  // Soft enough already, and no volume of its own: nothing is touched.
  knobs.turn("50 50 1");
  const HeldVolume held{knobs_at(std::nullopt, 20), run / "mixer"};
  CHECK(knobs.values() == "50 50 1\n");
}

TEST_CASE("after a crash the next start puts the mixer back") {
  const Knobs knobs{"30 40 1"};
  const TemporaryDirectory run;
  std::string left;
  {
    const HeldVolume held{knobs_at(80), run / "mixer"};
    left = TemporaryDirectory::read(run / "mixer");
  }
  // As a crash would have left it.
  run.write("mixer", left);
  knobs.turn("204 204 1");
  CHECK(HeldVolume::put_back(run / "mixer"));
  CHECK(knobs.values() == "30 40 1\n");
  CHECK_FALSE(HeldVolume::put_back(run / "mixer"));
}

TEST_CASE("a mixer that somebody else has set meanwhile is left alone") {
  const Knobs knobs{"30 40 1"};
  const TemporaryDirectory run;
  {
    const HeldVolume held{knobs_at(80), run / "mixer"};
    knobs.turn("90 90 1");
  }
  CHECK(knobs.values() == "90 90 1\n");
}

TEST_CASE("of two announcements that meet, the last one puts the mixer back") {
  const Knobs knobs{"30 40 1"};
  const TemporaryDirectory run;
  auto first = std::make_unique<HeldVolume>(knobs_at(80), run / "mixer");
  auto second = std::make_unique<HeldVolume>(knobs_at(80), run / "mixer");
  first.reset();
  CHECK(knobs.values() == "204 204 1\n");
  // The configuration was changed, and is as loud as the music.
  first =
      std::make_unique<HeldVolume>(knobs_at(std::nullopt, 10), run / "mixer");
  CHECK(knobs.values() == "25 25 1\n");
  second.reset();
  CHECK(knobs.values() == "25 25 1\n");
  first.reset();
  CHECK(knobs.values() == "30 40 1\n");
  CHECK_FALSE(std::filesystem::exists(run / "mixer"));
}

TEST_CASE("who holds no mixer does not keep another from being put back") {
  const Knobs knobs{"30 40 1"};
  const TemporaryDirectory run;
  auto first = std::make_unique<HeldVolume>(knobs_at(80), run / "mixer");
  const HeldVolume none{{.element = ""}, run / "mixer"};
  first.reset();
  CHECK(knobs.values() == "30 40 1\n");
}

TEST_CASE("what can't be put back after a crash is not changed") {
  const Knobs knobs{"30 40 1"};
  CHECK_THROWS(HeldVolume(knobs_at(80), "/nowhere/mixer"));
  CHECK(knobs.values() == "30 40 1\n");
}
