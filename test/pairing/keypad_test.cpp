// SPDX-License-Identifier: GPL-3.0-or-later
// The number that is typed at the box.
#include "test/pairing/acts.hpp"
#include "test/support/catch.hpp"

using namespace scene;

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
