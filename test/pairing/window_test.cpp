// SPDX-License-Identifier: GPL-3.0-or-later
// The pairing window: what opens and shuts it, and for how long.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

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
