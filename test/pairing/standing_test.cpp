// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that BlueZ knows: bonded, on our list, trusted, or not.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE("an admitted device that asks again is a newcomer until the yes") {
  Scene s;
  s.open();
  Standing trusted = friendly;
  trusted.trusted = true;
  // BlueZ asks nothing about a trusted one: a stranger with its address can't
  // keep its sound waiting.
  CHECK_FALSE(has<Distrust>(s.confirm(trusted)));
  const Call call = s.call;
  CHECK(refuses(s.service(true, friendly), s.call, Reason::request_open));
  SECTION("a no leaves its old bond") {
    const Effects no = s.on(Cancelled{});
    CHECK_FALSE(has<Remove>(no));
  }
  SECTION("a yes heals it at once") {
    const Effects yes = s.heard();
    CHECK(accepts(yes, call));
    CHECK_FALSE(has<Distrust>(yes));
    CHECK(has<Admit>(yes));
  }
  CHECK(accepts(s.service(true, friendly), s.call));
}

TEST_CASE("a device bonded behind our back is admitted by a consent only") {
  Scene s;
  CHECK(refuses(s.service(true, bonded), s.call, Reason::not_admitted));
  s.open();
  SECTION("a comparison, proven by its first service") {
    s.confirm(bonded);
    s.heard();
    const Effects service = s.service(true, bonded);
    CHECK(has<Admit>(service));
    CHECK(accepts(service, s.call));
  }
  SECTION("not a comparison that its phone left") {
    s.confirm(bonded);
    s.heard();
    const Effects left = s.on(DeviceChanged{phone, {.bonded = true}});
    CHECK_FALSE(has<Remove>(left));
    CHECK(refuses(s.service(true, bonded), s.call, Reason::not_admitted));
  }
  SECTION("not a typed passkey, which nothing would prove") {
    const Effects asked = s.ask(Method::display_passkey, bonded);
    CHECK(refuses(asked, s.call, Reason::unproven));
    CHECK_FALSE(has<Announce>(asked));
    CHECK_FALSE(has<Remove>(asked));
  }
}

TEST_CASE("services are for admitted devices, and for audio") {
  Scene s;
  CHECK(accepts(s.service(true, friendly), s.call));
  CHECK(refuses(s.service(false, friendly), s.call, Reason::not_allowed));
  CHECK(refuses(s.service(true, stranger), s.call, Reason::not_admitted));
  Standing lost = friendly;
  lost.bonded = false;
  CHECK(refuses(s.service(true, lost), s.call, Reason::not_admitted));
}

TEST_CASE("with trust = yes admitted devices are trusted, and trusted again") {
  Scene s{{.consent = hearing, .trust = true}};
  s.open();
  CHECK(has<Trust>(s.on(DeviceChanged{phone, friendly})));
  Standing trusted = friendly;
  trusted.trusted = true;
  CHECK(s.on(DeviceChanged{phone, trusted}).empty());
  CHECK_FALSE(has<Trust>(s.on(DeviceChanged{other, bonded})));
  s.confirm(stranger, other);
  s.heard();
  CHECK(has<Trust>(s.on(DeviceChanged{other, bonded})));
}

TEST_CASE("another program's trust is taken") {
  const bool taken = GENERATE(true, false);
  Scene s{{.consent = hearing, .distrust_others = taken}};
  s.open();
  Standing trusted = bonded;
  trusted.trusted = true;
  CHECK(has<Distrust>(s.on(DeviceChanged{phone, trusted})) == taken);
  SECTION("and a no does not give it back") {
    s.confirm(trusted);
    CHECK(has<Trust>(s.on(Cancelled{})) != taken);
  }
  SECTION("from a phone that is in, too, or we would not be asked") {
    trusted.admitted = true;
    CHECK(has<Distrust>(s.on(DeviceChanged{phone, trusted})) == taken);
  }
  SECTION("but from one whose bond is gone") {
    trusted.admitted = true;
    trusted.bonded = false;
    const Effects gone = s.on(DeviceChanged{phone, trusted});
    CHECK(has<Dismiss>(gone));
    CHECK(has<Distrust>(gone) == taken);
  }
}
