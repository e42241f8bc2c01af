// SPDX-License-Identifier: GPL-3.0-or-later
// A request, from its call to its answer and its bond.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE(
    "a stranger is let in once the number was heard and the bond is there") {
  Scene s;
  s.open();
  const Effects asked = s.confirm();
  CHECK(says(asked, Question::compare));
  CHECK_FALSE(has<Accept>(asked));
  const Call call = s.call;

  const Effects heard = s.heard();
  CHECK(accepts(heard, call));
  CHECK_FALSE(has<Admit>(heard));

  const Effects in = s.on(DeviceChanged{phone, bonded});
  REQUIRE(find<Admit>(in));
  CHECK(find<Admit>(in)->device == phone);
  CHECK(find<Admit>(in)->consent == Consent::heard);
  CHECK(has<CloseWindow>(in));
  CHECK(says(in, Notice::paired));
  CHECK_FALSE(has<Trust>(in));
}

TEST_CASE("an announcement that fails is a no, and blames nobody") {
  Scene s{{.close_after_failures = 1, .consent = hearing}};
  s.open();
  s.confirm();
  const Effects failed = s.on(SpeechFailed{s.last});
  CHECK(refuses(failed, s.call, Reason::not_heard));
  CHECK(has<Remove>(failed));
  CHECK_FALSE(has<CloseWindow>(failed));
}

TEST_CASE("hearing an older announcement confirms nothing") {
  Scene s;
  s.open();
  const Ticket ready = s.last;
  s.confirm();
  CHECK(s.on(Heard{ready}).empty());
  CHECK(s.on(SpeechFailed{ready}).empty());
}

TEST_CASE("Just Works, legacy PINs and numbers to type here are refused") {
  Scene s;
  s.open();
  for (const Method method :
       {Method::request_authorization, Method::request_pin_code,
        Method::request_passkey, Method::display_pin_code}) {
    const Effects effects = s.ask(method);
    CHECK(refuses(effects, s.call, Reason::unsupported));
    CHECK_FALSE(has<Announce>(effects));
  }
}

TEST_CASE("a second caller is refused and not spoken") {
  Scene s;
  s.open();
  s.confirm();
  const Effects second = s.confirm(stranger, other);
  CHECK(refuses(second, s.call, Reason::busy));
  CHECK_FALSE(has<Announce>(second));
  CHECK_FALSE(has<Hush>(second));
}

TEST_CASE("Cancel brings silence, an answer, and removes the stranger") {
  Scene s;
  s.open();
  s.confirm();
  const Effects effects = s.on(Cancelled{});
  CHECK(has<Hush>(effects));
  CHECK(refuses(effects, s.call, Reason::cancelled));
  CHECK(has<Remove>(effects));
  CHECK(s.heard().empty());
}

TEST_CASE("a Cancel with no call outstanding is another's") {
  Scene s;
  s.open();
  SECTION("our yes was given, the bond is to come") {
    s.confirm();
    s.heard();
  }
  SECTION("the passkey is being typed") {
    s.ask(Method::display_passkey);
  }
  CHECK(s.on(Cancelled{}).empty());
  CHECK(has<Admit>(s.on(DeviceChanged{phone, bonded})));
}

TEST_CASE("a call is refused before 25 seconds are over") {
  Scene s;
  s.open();
  s.confirm();
  CHECK(s.core.deadline() == s.now + 24500ms);
  CHECK(refuses(s.later(24500ms), s.call, Reason::too_late));
}

TEST_CASE("a passkey is spoken once, however often BlueZ repeats it") {
  Scene s;
  s.open();
  const Effects first = s.ask(Method::display_passkey);
  CHECK(accepts(first, s.call));
  CHECK(says(first, Question::type));
  const Effects again = s.ask(Method::display_passkey);
  CHECK(accepts(again, s.call));
  CHECK_FALSE(has<Announce>(again));
  const Effects typed = s.on(DeviceChanged{phone, bonded});
  CHECK(has<Hush>(typed));
  REQUIRE(find<Admit>(typed));
  CHECK(find<Admit>(typed)->consent == Consent::passkey);
}

TEST_CASE("a new number of the same device ends the old attempt") {
  Scene s;
  s.open();
  s.ask(Method::display_passkey, stranger, phone, 1);
  s.now += 10s;
  const Effects again = s.ask(Method::display_passkey, stranger, phone, 2);
  CHECK(has<Hush>(again));
  CHECK(says(again, Question::type));
  CHECK_FALSE(has<Remove>(again));
}

TEST_CASE("a bond that never comes is a failure, and the device is removed") {
  Scene s;
  s.open();
  s.confirm();
  s.heard();
  const Effects late = s.later(30s);
  CHECK(has<Remove>(late));
  CHECK_FALSE(has<Admit>(late));
  CHECK_FALSE(has<Admit>(s.on(DeviceChanged{phone, bonded})));
}

TEST_CASE("without an act of consent a comparison is refused unspoken") {
  Scene s{{.consent = {}}};
  s.open();
  const Effects asked = s.confirm();
  CHECK(refuses(asked, s.call, Reason::no_consent));
  CHECK_FALSE(says(asked, Question::compare));
  CHECK(says(s.ask(Method::display_passkey), Question::type));
}

TEST_CASE("stopping refuses, hushes and shuts the window") {
  Scene s;
  s.open();
  s.confirm();
  const Effects stop = s.on(Stopped{});
  CHECK(refuses(stop, s.call, Reason::stopping));
  CHECK(has<Hush>(stop));
  CHECK(has<CloseWindow>(stop));
  CHECK_FALSE(has<Announce>(stop));
}

TEST_CASE("consent withdrawn while the number is said is no consent") {
  Scene s;
  s.open();
  s.confirm();
  CHECK(refuses(s.on(Reconfigured{{.consent = {}}}), s.call,
                Reason::window_shut));
  CHECK(s.heard().empty());
}
