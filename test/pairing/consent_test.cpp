// SPDX-License-Identifier: GPL-3.0-or-later
// The acts by which the room says yes; knock, gesture and keypad have files of
// their own.
#include "test/pairing/acts.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE("with consent = key the code alone lets nobody in") {
  Scene s = with({Consent::key});
  const Effects asked = s.confirm();
  REQUIRE(find<Announce>(asked));
  CHECK(find<Announce>(asked)->act == Consent::key);
  CHECK(s.heard().empty());
  SECTION("the key does") {
    CHECK(accepts(s.on(Yes{Consent::key}), s.call));
    CHECK(admitted_by(s.on(DeviceChanged{phone, bonded})) == Consent::key);
  }
  SECTION("no other act does") {
    CHECK(s.on(Yes{Consent::command}).empty());
    CHECK_FALSE(has<Accept>(s.gesture()));
    CHECK(refuses(s.later(25s), s.call, Reason::too_late));
  }
  SECTION("a no is a no at once") {
    const Effects no = s.on(No{});
    CHECK(refuses(no, s.call, Reason::refused));
    CHECK(has<Hush>(no));
    CHECK(has<Remove>(no));
  }
}

TEST_CASE("a key pressed while the code is said counts when it was said") {
  Scene s = with({Consent::key});
  s.confirm();
  s.said_once();
  CHECK_FALSE(has<Accept>(s.on(Yes{Consent::key})));
  CHECK(accepts(s.heard(), s.call));
}

TEST_CASE("a key pressed for another request does not count for this one") {
  Scene s = with({Consent::key});
  s.on(Yes{Consent::key});
  s.confirm();
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("an act before the code was said once is for somebody else") {
  Scene s = with({Consent::key, Consent::owner, Consent::command});
  s.confirm();
  CHECK_FALSE(s.core.was_told());
  const Consent act = GENERATE(Consent::key, Consent::command, Consent::owner);
  if (act == Consent::owner)
    s.gesture();
  else
    s.on(Yes{act});
  s.said_once();
  CHECK(s.core.was_told());
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("what was said to its end was told, however often it is said") {
  Scene s = with({Consent::key});
  s.confirm();
  s.heard();
  CHECK(s.core.was_told());
}

TEST_CASE("the prompt names one act, the nearest of those that are possible") {
  Scene s = with({Consent::key, Consent::owner, Consent::command});
  const auto named = [&](Acts possible) {
    s.on(Possible{possible});
    s.now += 36s;
    const Effects asked = s.confirm();
    const auto* said = find<Announce>(asked);
    const auto act = said ? said->act : std::nullopt;
    s.on(Close{});
    s.on(Open{Consent::key, std::nullopt});
    return act;
  };
  CHECK(named(all_there) == Consent::key);
  CHECK(named({Consent::owner, Consent::command}) == Consent::owner);
  CHECK(named({Consent::command}) == Consent::command);
}

TEST_CASE("where no act is possible a phone is refused unspoken") {
  Scene s = with({Consent::key, Consent::owner});
  s.on(Possible{{Consent::heard, Consent::command}});
  const Effects asked = s.confirm();
  CHECK(refuses(asked, s.call, Reason::no_consent));
  CHECK_FALSE(says(asked, Question::compare));
}

TEST_CASE("a keypad that is pulled out ends the request that waits for it") {
  Scene s = with({Consent::key});
  s.confirm();
  s.heard();
  CHECK(refuses(s.on(Possible{{Consent::heard}}), s.call, Reason::no_consent));
}

TEST_CASE("an admitted phone that forgot the speaker heals by the act") {
  Scene s = with({Consent::key});
  s.confirm(friendly);
  s.heard();
  const Effects yes = s.on(Yes{Consent::key});
  CHECK(accepts(yes, s.call));
  CHECK(admitted_by(yes) == Consent::key);
  CHECK(accepts(s.service(true, friendly), s.call));
}

TEST_CASE("Just Works is refused, or asked about and never by hearing") {
  Scene strict = with({Consent::heard, Consent::key});
  CHECK(refuses(strict.ask(Method::request_authorization), strict.call,
                Reason::unsupported));
  Scene deaf = with({Consent::heard}, {.just_works = true});
  CHECK(refuses(deaf.ask(Method::request_authorization), deaf.call,
                Reason::no_consent));
  Scene s = with({Consent::heard, Consent::key}, {.just_works = true});
  const Effects asked = s.ask(Method::request_authorization);
  CHECK(says(asked, Question::wants_in));
  CHECK_FALSE(find<Announce>(asked)->passkey);
  CHECK(find<Announce>(asked)->act == Consent::key);
  CHECK(s.heard().empty());
  CHECK(accepts(s.on(Yes{Consent::key}), s.call));
  CHECK(admitted_by(s.on(DeviceChanged{phone, bonded})) == Consent::key);
}

TEST_CASE("keys and commands open and shut the window") {
  Scene s = with({Consent::key}, {.open_at = Opening::never});
  const Consent act = GENERATE(Consent::key, Consent::command);
  const Effects opened = s.on(Open{act, 20s});
  REQUIRE(find<OpenWindow>(opened));
  CHECK(find<OpenWindow>(opened)->length == 20s);
  CHECK(has<CloseWindow>(s.on(Close{})));
  CHECK_FALSE(s.core.is_open());
  CHECK(find<OpenWindow>(s.on(Open{act, std::nullopt}))->length == 3min);
  s.confirm();
  CHECK(refuses(s.on(Close{}), s.call, Reason::window_shut));
}
