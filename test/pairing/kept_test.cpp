// SPDX-License-Identifier: GPL-3.0-or-later
// A phone is told to be in once our list that holds it is on the disk.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

/** A disk that takes its time: the phone is bonded, and to be kept. */
Scene keeping(Settings settings = {.consent = hearing}) {
  Scene s{settings};
  s.keeps = false;
  s.open();
  s.confirm();
  s.heard();
  const Effects bond = s.on(DeviceChanged{phone, bonded});
  REQUIRE(find<Admit>(bond));
  CHECK_FALSE(has<Ended>(bond));
  CHECK_FALSE(has<CloseWindow>(bond));
  CHECK_FALSE(has<Announce>(bond));
  return s;
}

bool removes(const Effects& effects, Reason reason) {
  const auto* ended = find<Ended>(effects);
  return ended && ended->reason == reason && has<Dismiss>(effects) &&
         has<Remove>(effects);
}

}  // namespace

TEST_CASE("a phone is told to be in once it is kept") {
  Scene s = keeping({.consent = hearing, .trust = true});
  const Effects kept = s.on(Kept{phone});
  REQUIRE(find<Ended>(kept));
  CHECK_FALSE(find<Ended>(kept)->reason);
  CHECK(find<Ended>(kept)->act == Consent::heard);
  CHECK(says(kept, Notice::paired));
  CHECK(has<CloseWindow>(kept));
  CHECK(has<Trust>(kept));
  CHECK(s.on(Kept{phone}).empty());
}

TEST_CASE("a service is answered as soon as its phone is kept") {
  Scene s = keeping();
  CHECK(s.service(true, friendly).empty());
  const Call held = s.call;
  SECTION("it is kept") {
    CHECK(accepts(s.on(Kept{phone}), held));
  }
  SECTION("it is not") {
    CHECK(refuses(s.later(10s), held, Reason::not_kept));
  }
  SECTION("BlueZ gives the service up, not the phone") {
    CHECK(refuses(s.on(Cancelled{}), held, Reason::cancelled));
    CHECK(find<Ended>(s.on(Kept{phone})));
  }
  SECTION("one call is held, the next is not") {
    CHECK(refuses(s.service(true, friendly), s.call, Reason::request_open));
    CHECK(accepts(s.on(Kept{phone}), held));
  }
}

TEST_CASE("no phone gets more than audio while it is kept") {
  Scene s = keeping();
  CHECK(refuses(s.service(false, friendly), s.call, Reason::request_open));
  CHECK(refuses(s.service(true, bonded, other), s.call, Reason::not_admitted));
}

TEST_CASE("a phone that can't be kept is not in") {
  Scene s = keeping();
  CHECK(s.core.deadline() == s.now + Pairing::kept_within);
  CHECK(s.later(9s).empty());
  CHECK(removes(s.later(1s), Reason::not_kept));
  CHECK(s.on(Kept{phone}).empty());
  CHECK(s.core.is_open());
}

TEST_CASE("what ends a request also ends one that is being kept") {
  Scene s = keeping();
  SECTION("somebody says no") {
    CHECK(removes(s.on(No{}), Reason::refused));
  }
  SECTION("it is forgotten") {
    CHECK(removes(s.on(Forget{{phone}, false}), Reason::refused));
  }
  SECTION("it asks anew") {
    CHECK(removes(s.confirm(friendly), Reason::superseded));
  }
  SECTION("its bond goes") {
    CHECK(removes(s.on(DeviceChanged{phone, stranger}), Reason::device_left));
  }
  CHECK(s.on(Kept{phone}).empty());
}

TEST_CASE("a phone may leave while it is kept, and its number fall silent") {
  Scene s = keeping();
  CHECK(s.on(DeviceChanged{phone, {.bonded = true, .admitted = true}}).empty());
  CHECK(s.on(SpeechFailed{s.last}).empty());
  CHECK(find<Ended>(s.on(Kept{phone})));
}

TEST_CASE("a knock is in, and heard, once it is kept") {
  Scene s{{.consent = {Consent::knock}}};
  s.on(Possible{{Consent::knock}});
  s.open();
  s.arrive();
  s.heard();
  s.keeps = false;
  Effects last;
  for (const Press press :
       {Press::up, Press::up, Press::down, Press::up, Press::down, Press::up})
    last = s.press(press);
  REQUIRE(has<Admit>(last));
  CHECK_FALSE(has<Ended>(last));
  // Its volume is no longer of interest, nor that it is mute.
  CHECK(s.volume(64).empty());
  CHECK(s.core.deadline() == s.now - 1s + Pairing::kept_within);
  CHECK(has<Ended>(s.on(Kept{phone})));
}

TEST_CASE("a phone that was in need not be kept anew") {
  Scene s;
  s.keeps = false;
  s.open();
  s.confirm(friendly);
  CHECK(find<Ended>(s.heard()));
}

TEST_CASE("a phone whose bond is gone is no longer in") {
  Scene s;
  s.open();
  const Effects gone =
      s.on(DeviceChanged{phone, {.connected = true, .admitted = true}});
  REQUIRE(find<Dismiss>(gone));
  CHECK(find<Dismiss>(gone)->device == phone);
  CHECK_FALSE(has<Dismiss>(s.on(DeviceChanged{phone, friendly})));
}
