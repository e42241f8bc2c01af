// SPDX-License-Identifier: GPL-3.0-or-later
// Presses of volume keys, and the owner's gesture.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE("a held key and a press in steps are one press") {
  Presses presses;
  CHECK_FALSE(presses.volume_is(64, 0ms));
  CHECK(presses.volume_is(66, 1000ms) == Press::up);
  CHECK_FALSE(presses.volume_is(68, 1050ms));
  CHECK_FALSE(presses.volume_is(72, 1150ms));
  CHECK_FALSE(presses.volume_is(76, 1290ms));
  CHECK(presses.volume_is(70, 1300ms) == Press::down);
  CHECK_FALSE(presses.volume_is(70, 1900ms));
  CHECK(presses.volume_is(78, 2000ms) == Press::up);
  CHECK(presses.volume_is(86, 2200ms) == Press::up);
}

TEST_CASE("a volume told again is no press, and one that wraps is one down") {
  Presses presses;
  presses.volume_is(119, 0s);
  CHECK_FALSE(presses.volume_is(119, 1s));
  CHECK(presses.volume_is(127, 2s) == Press::up);
  CHECK_FALSE(presses.volume_is(127, 3s));
  CHECK(presses.volume_is(0, 4s) == Press::down);
}

TEST_CASE("at the end of the scale a press can't be seen, and is none") {
  Presses presses;
  presses.volume_is(120, 0ms);
  CHECK(presses.volume_is(127, 1s) == Press::up);
  CHECK_FALSE(presses.volume_is(127, 2s));
}

TEST_CASE("the gesture is up, down, up, within six seconds, after a rest") {
  const auto completes = [](std::initializer_list<std::pair<Time, Press>> row) {
    Gesture gesture;
    bool result = false;
    for (const auto& [at, press] : row) result = gesture.press(press, at);
    return result;
  };
  CHECK(completes({{0s, Press::up}, {1s, Press::down}, {2s, Press::up}}));
  CHECK(completes({{0s, Press::up}, {3s, Press::down}, {6s, Press::up}}));
  CHECK_FALSE(completes({{0s, Press::up}, {3s, Press::down}, {7s, Press::up}}));
  CHECK_FALSE(completes({{0s, Press::up}, {1s, Press::up}, {2s, Press::up}}));
  CHECK_FALSE(
      completes({{0s, Press::down}, {1s, Press::up}, {2s, Press::down}}));
  // No rest: somebody seeks the right volume.
  CHECK_FALSE(completes({{0s, Press::down},
                         {1s, Press::up},
                         {2s, Press::down},
                         {3s, Press::up}}));
  CHECK(completes({{0s, Press::down},
                   {2s, Press::up},
                   {3s, Press::down},
                   {4s, Press::up}}));
  // Its last press is not the first of another.
  CHECK_FALSE(completes({{0s, Press::up},
                         {1s, Press::down},
                         {2s, Press::up},
                         {3s, Press::down},
                         {4s, Press::up}}));
}
