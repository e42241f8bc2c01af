// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing outlives its probation.
#include "test/pairing/scene.hpp"

#include "test/support/catch.hpp"

using namespace scene;

namespace {

constexpr Standing doomed{.bonded = true, .connected = true, .leaving = true};

/** A box on which a knock lets in, and that has a key. */
Scene knocking() {
  Settings settings;
  settings.consent = {Consent::knock, Consent::key};
  Scene s{settings};
  s.on(Possible{{Consent::knock, Consent::key}});
  s.open();
  return s;
}

/** Its code was said, and the disk has not answered yet. */
Scene noting() {
  Scene s = knocking();
  s.keeps = false;
  s.confirm();
  s.heard();
  return s;
}

}  // namespace

TEST_CASE(
    "BlueZ gets its yes once a knock is on the disk as one to be removed") {
  Scene s = knocking();
  s.keeps = false;
  s.confirm();
  const Effects put = s.heard();
  REQUIRE(has<PutOnProbation>(put));
  CHECK_FALSE(has<Accept>(put));
  CHECK(s.on(OnProbation{Ticket{99}}).empty());
  CHECK(accepts(s.on(OnProbation{find<PutOnProbation>(put)->ticket}), s.call));
  CHECK(s.on(OnProbation{find<PutOnProbation>(put)->ticket}).empty());
}

TEST_CASE("a disk that does not answer lets nobody on probation") {
  Scene s = noting();
  CHECK(refuses(s.later(25s), s.call, Reason::not_kept));
}

TEST_CASE("a phone that cancels while the disk is slow gets no late yes") {
  Scene s = noting();
  CHECK(refuses(s.on(Cancelled{}), s.call, Reason::cancelled));
  CHECK(s.on(OnProbation{s.last}).empty());
}

TEST_CASE("a key while the disk is slow lets in without a row") {
  Scene s = noting();
  CHECK(accepts(s.on(Yes{Consent::key}), s.call));
  CHECK(s.on(OnProbation{s.last}).empty());
  CHECK(find<Admit>(s.on(DeviceChanged{phone, doomed}))->consent ==
        Consent::key);
}

TEST_CASE("who is to be removed is removed whenever BlueZ shows it") {
  Scene s = knocking();
  CHECK(has<Remove>(s.on(DeviceChanged{phone, doomed})));
  CHECK(has<Remove>(s.on(DeviceChanged{phone, doomed})));
  CHECK_FALSE(has<Remove>(
      s.on(DeviceChanged{phone, {.connected = true, .leaving = true}})));
}

TEST_CASE("who is to be removed and asks again is removed first") {
  Scene s = knocking();
  const Effects no = s.confirm(doomed);
  CHECK(refuses(no, s.call, Reason::unproven));
  CHECK(has<Remove>(no));
  // Without its old bond it asks as anybody.
  CHECK(has<Announce>(s.confirm({.connected = true, .leaving = true})));
}

TEST_CASE("a second stream that is muted puts off no row") {
  Scene s = knocking();
  s.arrive_at(64);
  s.now += 1s;
  s.on(Muted{phone});
  CHECK(says(s.later(500ms), Question::knock));
}

TEST_CASE("over LE a private address is no way onto probation") {
  Scene s = knocking();
  s.confirm({.connected = true, .is_private = true});
  CHECK_FALSE(has<PutOnProbation>(s.heard()));
  CHECK(accepts(s.on(Yes{Consent::key}), s.call));
}

TEST_CASE(
    "a private address is refused where nothing but a knock is possible") {
  Scene s = knocking();
  s.on(Possible{{Consent::knock}});
  const Effects no = s.confirm({.connected = true, .is_private = true});
  CHECK(refuses(no, s.call, Reason::no_consent));
}

TEST_CASE("a device that offers a keyboard fails its probation") {
  Scene s = knocking();
  s.arrive();
  const Effects out = s.on(DeviceChanged{
      phone, {.bonded = true, .connected = true, .is_keyboard = true}});
  CHECK(find<Ended>(out)->reason == Reason::not_allowed);
  CHECK(has<Remove>(out));
}

TEST_CASE("what a phone offers once the room has said yes is no matter") {
  Scene s = knocking();
  s.arrive();
  s.keeps = false;
  REQUIRE(has<Admit>(s.on(Yes{Consent::key})));
  CHECK(s.on(DeviceChanged{phone,
                           {.bonded = true,
                            .connected = true,
                            .admitted = true,
                            .is_keyboard = true}})
            .empty());
  const Effects kept = s.on(Kept{phone});
  REQUIRE(has<Ended>(kept));
  CHECK_FALSE(find<Ended>(kept)->reason);
}

TEST_CASE("a device whose address becomes an admitted phone's is removed") {
  Scene s = knocking();
  SECTION("in its request") {
    s.confirm();
    const Effects out = s.on(TookAddress{phone});
    CHECK(refuses(out, s.call, Reason::unproven));
    CHECK(find<Dismiss>(out)->device == phone);
    CHECK(has<Remove>(out));
  }
  SECTION("in the request of the phone itself") {
    s.confirm({.bonded = true, .trusted = true, .admitted = true}, other);
    const Effects out = s.on(TookAddress{phone});
    CHECK(refuses(out, s.call, Reason::unproven));
    CHECK_FALSE(has<Trust>(out));
    CHECK(find<Remove>(out)->device == phone);
  }
  SECTION("without any request") {
    const Effects out = s.on(TookAddress{phone});
    CHECK(find<Dismiss>(out)->device == phone);
    CHECK_FALSE(find<Dismiss>(out)->revoked);
    CHECK(has<Remove>(out));
  }
}
