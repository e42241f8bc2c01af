// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairing.hpp"

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

TEST_CASE("a shut window refuses everything, silently") {
  Scene s{{.open_at = Opening::never, .consent = hearing}};
  s.open();
  for (const Method method :
       {Method::request_confirmation, Method::request_authorization,
        Method::request_pin_code, Method::request_passkey,
        Method::display_passkey, Method::display_pin_code}) {
    const Effects effects = s.ask(method);
    CHECK(find<Reject>(effects));
    CHECK_FALSE(has<Accept>(effects));
    CHECK_FALSE(has<Announce>(effects));
    CHECK(has<Remove>(effects));
  }
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

TEST_CASE("the window closes after a success, its time, or three failures") {
  Scene s;
  s.open();
  SECTION("its time") {
    CHECK_FALSE(has<CloseWindow>(s.later(2min)));
    const Effects over = s.later(1min);
    CHECK(has<CloseWindow>(over));
    CHECK(says(over, Notice::closed));
  }
  SECTION("three failures") {
    s.confirm();
    CHECK_FALSE(has<CloseWindow>(s.on(Cancelled{})));
    s.now += 10s;
    s.confirm();
    CHECK_FALSE(has<CloseWindow>(s.on(DeviceGone{phone})));
    s.now += 10s;
    s.confirm();
    const Effects third = s.on(Cancelled{});
    CHECK(has<CloseWindow>(third));
    CHECK(says(third, Notice::locked));
  }
  SECTION("a request that is open holds it open until it is decided") {
    s.now += 179s;
    s.confirm();
    CHECK(s.later(2s).empty());
    CHECK(accepts(s.heard(), s.call));
  }
  const Effects next = s.confirm(stranger, other);
  CHECK(refuses(next, s.call, Reason::window_shut));
}

TEST_CASE("power-on opens the window, a restart of the daemon does not") {
  Scene s;
  SECTION("power-on") {
    s.on(Started{true});
    CHECK(has<OpenWindow>(s.on(Ready{})));
  }
  SECTION("restart") {
    s.on(Started{false});
    CHECK(s.on(Ready{}).empty());
  }
}

TEST_CASE("the window's minutes begin when BlueZ is ready") {
  Scene s;
  s.on(Started{true});
  s.now += 10min;
  const Effects ready = s.on(Ready{});
  REQUIRE(find<OpenWindow>(ready));
  CHECK(find<OpenWindow>(ready)->length == 3min);
  CHECK(says(ready, Notice::opened));
}

TEST_CASE("BlueZ may go and come back within a window") {
  Scene s;
  s.open();
  s.confirm();
  s.now += 1min;
  const Effects gone = s.on(Unready{});
  CHECK(has<Hush>(gone));
  CHECK_FALSE(has<Remove>(gone));
  CHECK_FALSE(s.core.is_open());
  const Effects back = s.on(Ready{});
  REQUIRE(find<OpenWindow>(back));
  CHECK(find<OpenWindow>(back)->length == 2min);
  CHECK_FALSE(has<Announce>(back));
}

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

TEST_CASE("a new configuration opens and shuts a window that is always open") {
  Scene s{{.open_at = Opening::never, .consent = hearing}};
  s.open();
  CHECK(has<OpenWindow>(s.on(Reconfigured{{.open_at = Opening::always}})));
  s.confirm();
  const Effects shut = s.on(Reconfigured{{.open_at = Opening::never}});
  CHECK(refuses(shut, s.call, Reason::window_shut));
  CHECK(has<CloseWindow>(shut));
  CHECK_FALSE(s.core.is_open());
}

TEST_CASE("consent withdrawn while the number is said is no consent") {
  Scene s;
  s.open();
  s.confirm();
  CHECK(refuses(s.on(Reconfigured{{.consent = {}}}), s.call,
                Reason::window_shut));
  CHECK(s.heard().empty());
}
