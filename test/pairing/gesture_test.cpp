// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's gesture: volume up, down, up on a phone that is in.
#include "test/pairing/acts.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE("the owner's gesture lets a waiting phone in") {
  Scene s = with({Consent::owner});
  s.confirm();
  s.heard();
  const Effects yes = s.gesture();
  CHECK(accepts(yes, s.call));
  CHECK(admitted_by(s.on(DeviceChanged{phone, bonded})) == Consent::owner);
}

TEST_CASE("the gesture counts only on a phone that is in, and another one") {
  Scene s = with({Consent::owner});
  s.confirm();
  s.heard();
  Standing standing = GENERATE(stranger, bonded);
  for (const Press press : {Press::up, Press::down, Press::up}) {
    s.levels[other] += 64;
    CHECK_FALSE(has<Accept>(s.press(press, standing, other)));
    CHECK_FALSE(has<Accept>(s.press(press, friendly, phone)));
    s.levels[other] -= 64;
  }
}

TEST_CASE("the gesture opens a shut window, and a plain change does not") {
  Scene s = with({Consent::owner}, {.open_at = Opening::never});
  s.levels[other] = 64;
  s.volume(64, friendly, other);
  for (const Press press :
       {Press::up, Press::up, Press::down, Press::down, Press::up})
    CHECK_FALSE(has<OpenWindow>(s.press(press, friendly, other)));
  s.now += 3s;
  CHECK(has<OpenWindow>(s.gesture()));
}

TEST_CASE("what another program sets is no press, and the next begins there") {
  Scene s = with({Consent::owner}, {.open_at = Opening::never});
  for (const std::uint8_t level : {50, 58, 50, 58}) {
    s.now += 1s;
    CHECK_FALSE(
        has<OpenWindow>(s.on(VolumeChanged{other, level, friendly, false})));
  }
  s.levels[other] = 58;
  s.now += 3s;
  CHECK(has<OpenWindow>(s.gesture()));
}

TEST_CASE("without owner in the list the gesture does nothing") {
  Scene s = with({Consent::key}, {.open_at = Opening::never});
  CHECK_FALSE(has<OpenWindow>(s.gesture()));
}

TEST_CASE("who is blocked opens nothing by the gesture that it began") {
  Scene s = with({Consent::owner}, {.open_at = Opening::never});
  s.levels[other] = 64;
  s.volume(64, friendly, other);
  s.now += 2s;
  s.press(Press::up, friendly, other);
  s.press(Press::down, friendly, other);
  s.on(Block{other});
  CHECK_FALSE(has<OpenWindow>(s.press(Press::up, friendly, other)));
}
