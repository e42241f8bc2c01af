// SPDX-License-Identifier: GPL-3.0-or-later
// Who is blocked or forgotten.
#include <algorithm>

#include "test/pairing/acts.hpp"
#include "test/support/catch.hpp"

using namespace scene;

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
