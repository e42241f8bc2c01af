// SPDX-License-Identifier: GPL-3.0-or-later
// When the window opens by itself, and comes back.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

/** Locked out after three failures. */
void lock_out(Scene& s) {
  for (int i = 0; i < 3; ++i) {
    s.now += 10s;
    s.confirm();
    s.on(Cancelled{});
  }
  REQUIRE(s.core.held_shut(s.now) == Reason::locked_out);
}

}  // namespace

TEST_CASE("a box that becomes safe opens the window that is always open") {
  Scene s{{.open_at = Opening::always, .consent = hearing, .safe = false}};
  s.open();
  CHECK(has<OpenWindow>(s.on(Reconfigured{{.open_at = Opening::always}})));
}

TEST_CASE("a box that becomes safe opens no other window") {
  const Opening open_at =
      GENERATE(Opening::power_on, Opening::start, Opening::never);
  Scene s{{.open_at = open_at, .consent = hearing, .safe = false}};
  s.open();
  CHECK(s.on(Reconfigured{{.open_at = open_at}}).empty());
}

TEST_CASE("a reload that changes something else leaves the window alone") {
  const Opening open_at = GENERATE(Opening::power_on, Opening::always);
  Scene s{{.open_at = open_at, .consent = hearing}};
  s.open();
  const bool shut = GENERATE(false, true);
  if (shut) s.on(Close{});
  CHECK(s.on(Reconfigured{{.open_at = open_at, .trust = true}}).empty());
  CHECK(s.core.is_open() == !shut);
}

TEST_CASE("a box that is no longer safe shuts the window") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  CHECK(has<CloseWindow>(
      s.on(Reconfigured{{.open_at = Opening::always, .safe = false}})));
}

TEST_CASE("a window that is always open asks to be woken after its rest") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  lock_out(s);
  REQUIRE(s.core.deadline() == s.now + 5min);
  s.now = *s.core.deadline();
  CHECK(has<OpenWindow>(s.on(Tick{})));
  CHECK(s.core.deadline() == std::nullopt);
}

TEST_CASE("after its rest no other window opens by itself") {
  const Opening open_at =
      GENERATE(Opening::power_on, Opening::start, Opening::never);
  Scene s{{.open_at = open_at, .consent = hearing}};
  s.open();
  s.on(Open{Consent::command, std::nullopt});
  lock_out(s);
  CHECK(s.core.deadline() == std::nullopt);
  CHECK(s.later(5min).empty());
  CHECK_FALSE(s.core.is_open());
}

TEST_CASE("a yes by a key ends a lock-out, a yes by command does not") {
  Scene s;
  s.open();
  lock_out(s);
  s.on(Yes{Consent::command});
  CHECK(s.core.held_shut(s.now) == Reason::locked_out);
  s.on(Yes{Consent::key});
  CHECK(s.core.held_shut(s.now) == std::nullopt);
}
