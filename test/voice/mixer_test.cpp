// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/mixer.hpp"

#include "test/support/catch.hpp"
#include "test/support/knobs.hpp"

using voice::Mixer;

TEST_CASE("a mixer is read and set") {
  const Knobs knobs{"100 120 1"};
  Mixer mixer{"knobs", "PCM"};
  CHECK(mixer.setting() == Mixer::Setting{{100, 120}, true});
  CHECK(mixer.volume() == 47);
  mixer.set({{7, 9}, false});
  CHECK(knobs.values() == "7 9 0\n");
}

TEST_CASE("a volume in per cent is the nearest step that is not louder") {
  const Knobs knobs{"0 0 0"};
  Mixer mixer{"knobs", "PCM"};
  for (const int volume : {0, 1, 33, 50, 99, 100}) {
    mixer.set(mixer.at(volume));
    CHECK(mixer.volume() == volume);
    CHECK(mixer.setting().sounds);
  }
  CHECK(mixer.at(100).volumes == std::vector<long>{255, 255});
  CHECK(mixer.at(0).volumes == std::vector<long>{0, 0});
}

TEST_CASE("a mixer or an element that is not there is named") {
  const Knobs knobs{"0 0 0"};
  CHECK_THROWS_WITH(Mixer("nosuchcard", "PCM"), Catch::Contains("nosuchcard"));
  CHECK_THROWS_WITH(Mixer("knobs", "Bass"), Catch::Contains("'Bass'"));
  CHECK_NOTHROW(Mixer("knobs", "PCM,0"));
  CHECK_THROWS_WITH(Mixer("knobs", "PCM,7"), Catch::Contains("'PCM,7'"));
}
