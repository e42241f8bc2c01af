// SPDX-License-Identifier: GPL-3.0-or-later
// The acts by which the room says yes, apart from the knock.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

const Acts all_there{Consent::heard, Consent::key,   Consent::command,
                     Consent::owner, Consent::knock, Consent::keypad};

Scene with(Acts consent, Settings settings = {}) {
  settings.consent = consent;
  Scene s{settings};
  s.on(Possible{all_there});
  s.open();
  return s;
}

std::optional<Consent> admitted_by(const Effects& effects) {
  const auto* admit = find<Admit>(effects);
  if (!admit) return std::nullopt;
  return admit->consent;
}

}  // namespace

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

TEST_CASE("without owner in the list the gesture does nothing") {
  Scene s = with({Consent::key}, {.open_at = Opening::never});
  CHECK_FALSE(has<OpenWindow>(s.gesture()));
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

TEST_CASE("a keypad answers with the number that was typed") {
  Scene s = with({Consent::keypad});
  const Effects asked = s.ask(Method::request_passkey);
  CHECK(says(asked, Question::keypad));
  CHECK_FALSE(has<Accept>(asked));
  const Call call = s.call;
  const auto type = [&](const char* digits) {
    for (; *digits; ++digits)
      CHECK(has<Echo>(s.on(Digit{static_cast<std::uint8_t>(*digits - '0')})));
  };
  SECTION("with leading zeros and a slip") {
    type("0472");
    CHECK(has<Echo>(s.on(Erase{})));
    type("039");
    CHECK_FALSE(has<Echo>(s.on(Digit{9})));
    const Effects typed = s.on(Enter{});
    REQUIRE(find<Answer>(typed));
    CHECK(find<Answer>(typed)->call == call);
    CHECK(find<Answer>(typed)->passkey == Passkey::from_number(47039));
    CHECK(s.later(29s).empty());
    CHECK(admitted_by(s.on(DeviceChanged{phone, bonded})) == Consent::keypad);
  }
  SECTION("not with less than six") {
    type("12345");
    CHECK(s.on(Enter{}).empty());
    CHECK(refuses(s.later(25s), call, Reason::too_late));
  }
  SECTION("a wrong number bonds nothing, and the device is removed") {
    type("999999");
    s.on(Enter{});
    const Effects left = s.on(DeviceChanged{phone, {}});
    CHECK(has<Remove>(left));
    CHECK_FALSE(has<Admit>(left));
  }
  SECTION("backspace with nothing typed") {
    CHECK(s.on(Erase{}).empty());
  }
}

TEST_CASE("a keypad's box refuses comparisons, and the other way round") {
  Scene keypad = with({Consent::keypad});
  CHECK(refuses(keypad.confirm(), keypad.call, Reason::no_consent));
  Scene usual = with({Consent::heard});
  CHECK(refuses(usual.ask(Method::request_passkey), usual.call,
                Reason::unsupported));
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

TEST_CASE("who is blocked is out, and stays in BlueZ to be blocked") {
  Scene s = with({Consent::key});
  CHECK_FALSE(s.core.asks_by());
  s.confirm();
  CHECK(s.core.asks_by() == Method::request_confirmation);
  SECTION("its request is over") {
    const Effects blocked = s.on(Block{phone});
    CHECK(refuses(blocked, s.call, Reason::refused));
    CHECK(has<Hush>(blocked));
    CHECK(has<Dismiss>(blocked));
    CHECK_FALSE(has<Remove>(blocked));
    CHECK_FALSE(s.core.asking());
  }
  SECTION("another's request goes on") {
    const Effects blocked = s.on(Block{other});
    REQUIRE(find<Dismiss>(blocked));
    CHECK(find<Dismiss>(blocked)->device == other);
    CHECK(s.core.asking());
  }
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

TEST_CASE("who is forgotten is off the list, removed, and refused services") {
  Scene s = with({Consent::heard});
  const Effects effects = s.on(Forget{{phone, other}, true});
  CHECK(std::count_if(effects.begin(), effects.end(), [](const Effect& e) {
          return std::holds_alternative<Dismiss>(e);
        }) == 2);
  CHECK(has<Remove>(effects));
  CHECK(says(effects, Notice::forgotten));
  CHECK_FALSE(says(s.on(Forget{{phone}, false}), Notice::forgotten));
}
