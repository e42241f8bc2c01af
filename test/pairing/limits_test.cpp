// SPDX-License-Identifier: GPL-3.0-or-later
// Lock-out, how often the box speaks, and quiet hours.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

/** Three failures, ten seconds apart; what the last one brings. */
Effects fail_thrice(Scene& s) {
  Effects last;
  for (int i = 0; i < 3; ++i) {
    s.now += 10s;
    s.confirm();
    last = s.on(Cancelled{});
  }
  return last;
}

}  // namespace

TEST_CASE("a window that is always open rests for longer after each lock-out") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  int rests = 0;
  for (const auto rest : {5min, 15min, 60min, 240min, 240min}) {
    const Effects locked = fail_thrice(s);
    CHECK(says(locked, rest < 1h ? Notice::locked : Notice::locked_long));
    CHECK(has<CloseWindow>(locked));
    CHECK(s.core.held_shut(s.now) == Reason::locked_out);
    CHECK_FALSE(has<OpenWindow>(s.later(rest - 1s)));
    // After the second it takes somebody in the room.
    CHECK(has<OpenWindow>(s.later(1s)) == (++rests < 2));
    CHECK(s.core.held_shut(s.now) == std::nullopt);
    if (rests >= 2)
      CHECK(has<OpenWindow>(s.on(Open{Consent::command, std::nullopt})));
  }
}

TEST_CASE("while it is locked out the box says no further word") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  fail_thrice(s);
  for (int i = 0; i < 100; ++i) {
    s.now += 1s;
    const Effects asked = s.confirm(stranger, other);
    CHECK(refuses(asked, s.call, Reason::window_shut));
    CHECK_FALSE(has<Announce>(asked));
  }
}

TEST_CASE("a success or a local key ends the lock-out and its memory") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  fail_thrice(s);
  SECTION("a key opens at once") {
    CHECK(has<OpenWindow>(s.on(Open{Consent::key, std::nullopt})));
  }
  SECTION("a success after the rest") {
    s.later(5min);
    s.confirm();
    s.heard();
    CHECK(has<Admit>(s.on(DeviceChanged{phone, bonded})));
  }
  fail_thrice(s);
  CHECK(has<OpenWindow>(s.later(5min)));
}

TEST_CASE("a command opens a locked window, and the next rest is longer") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  fail_thrice(s);
  CHECK(has<OpenWindow>(s.on(Open{Consent::command, std::nullopt})));
  fail_thrice(s);
  CHECK(s.core.locked_until() == s.now + 15min);
}

TEST_CASE("rests are remembered through a restart") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  fail_thrice(s);
  s.later(5min);
  const Effects locked = fail_thrice(s);
  REQUIRE(find<Remember>(locked));
  const Failures kept = find<Remember>(locked)->failures;
  Scene restarted{{.open_at = Opening::always, .consent = hearing}};
  restarted.on(kept);
  restarted.on(Started{.power_on = false});
  CHECK_FALSE(has<OpenWindow>(restarted.on(Ready{})));
  Scene plugged_in{{.open_at = Opening::always, .consent = hearing}};
  plugged_in.on(kept);
  plugged_in.on(Started{.power_on = true});
  CHECK(has<OpenWindow>(plugged_in.on(Ready{})));
}

TEST_CASE("a window that the owner shuts stays shut, after a rest as well") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.open();
  fail_thrice(s);
  s.on(Close{});
  CHECK(s.core.deadline() == std::nullopt);
  CHECK_FALSE(has<OpenWindow>(s.later(5min)));
}

TEST_CASE("the owner's gesture does not end a lock-out") {
  Scene s{{.consent = {Consent::heard, Consent::owner}}};
  s.open();
  fail_thrice(s);
  CHECK_FALSE(has<OpenWindow>(s.gesture()));
  s.now += 5min;
  CHECK(has<OpenWindow>(s.gesture()));
}

TEST_CASE("a code is said every ten seconds at most, and five in a window") {
  Scene s{{.close_after_failures = 100, .consent = hearing}};
  s.open();
  int said = 0;
  const auto counted = [&](const Effects& effects) {
    if (!says(effects, Question::compare)) return;
    ++said;
    s.on(Cancelled{});
  };
  for (int i = 0; i < 180; ++i) {
    counted(s.confirm());
    counted(s.later(1s));
    if (i == 29) CHECK(said == 4);
  }
  CHECK(said == 5);
}

TEST_CASE("who asks again too soon waits until it is their turn") {
  Scene s{{.close_after_failures = 100, .consent = hearing}};
  s.open();
  s.confirm();
  const Time first = s.now;
  s.now += 3s;
  s.on(Cancelled{});
  s.now += 1s;
  // The same guest, or another one.
  const Device& guest = GENERATE_REF(phone, other);
  CHECK(s.confirm(stranger, guest).empty());
  REQUIRE(s.core.deadline() == first + 10s);
  SECTION("and is let in as any other") {
    s.now = first + 10s;
    CHECK(says(s.on(Tick{}), Question::compare));
    CHECK(accepts(s.heard(), s.call));
  }
  SECTION("a cancel meanwhile is the end of it") {
    CHECK(refuses(s.on(Cancelled{}), s.call, Reason::cancelled));
    s.now = first + 10s;
    CHECK_FALSE(has<Announce>(s.on(Tick{})));
  }
  SECTION("but not for longer than a call may") {
    s.now = first + 10s;
    s.on(Tick{});
    CHECK(refuses(s.later(Pairing::answer_within - 6s), s.call,
                  Reason::too_late));
  }
}

TEST_CASE("who asks so soon that the wait would be too long is refused") {
  Scene s{{.consent = hearing}};
  s.open();
  s.confirm();
  s.now += 1s;
  s.on(Cancelled{});
  CHECK(refuses(s.confirm(), s.call, Reason::too_often));
}

TEST_CASE("a code to be typed does not wait, for it must be said before") {
  Scene s{{.consent = hearing}};
  s.open();
  s.confirm();
  s.now += 5s;
  s.on(Cancelled{});
  CHECK(refuses(s.ask(Method::display_passkey), s.call, Reason::too_often));
}

TEST_CASE("a window that somebody opens again does not wait ten seconds") {
  Scene s{{.open_at = Opening::never, .consent = hearing}};
  s.on(Ready{});
  for (int nth = 0; nth < 20; ++nth) {
    s.on(Open{Consent::command, std::nullopt});
    CHECK(says(s.confirm(), Question::compare));
    s.heard();
    CHECK(has<Admit>(s.on(DeviceChanged{phone, bonded})));
  }
}

TEST_CASE("a window without an end counts its codes anew every three minutes") {
  Scene s{{.open_at = Opening::always,
           .close_after_failures = 1000,
           .consent = hearing}};
  s.open();
  int said = 0;
  for (int second = 0; second < 3600; ++second) {
    if (has<Announce>(s.confirm())) {
      ++said;
      s.on(Cancelled{});
    }
    s.now += 1s;
  }
  CHECK(said <= 20 * 5);
  CHECK(said >= 19 * 5);
}

TEST_CASE("in quiet hours nothing that a stranger does makes a sound") {
  Scene s{{.open_at = Opening::always,
           .consent = {Consent::heard, Consent::owner}}};
  s.open();
  s.confirm();
  const Effects quiet = s.on(Quiet{true});
  CHECK(refuses(quiet, s.call, Reason::quiet));
  CHECK(has<Hush>(quiet));
  CHECK_FALSE(has<Announce>(quiet));
  CHECK(has<CloseWindow>(quiet));
  const Effects asked = s.confirm();
  CHECK(refuses(asked, s.call, Reason::quiet));
  CHECK_FALSE(has<Announce>(asked));
  for (const Consent act : {Consent::key, Consent::command})
    CHECK_FALSE(has<OpenWindow>(s.on(Open{act, std::nullopt})));
  CHECK_FALSE(has<OpenWindow>(s.gesture()));
  CHECK_FALSE(has<Announce>(s.on(Forget{{phone}, true})));
  SECTION("a window that is always open opens again after them") {
    CHECK(has<OpenWindow>(s.on(Quiet{false})));
  }
}

TEST_CASE("a power-on in quiet hours opens no window, then or later") {
  Scene s;
  s.on(Quiet{true});
  s.open();
  CHECK_FALSE(s.core.is_open());
  CHECK_FALSE(has<OpenWindow>(s.on(Quiet{false})));
}

TEST_CASE("a box that is not safe opens for nobody") {
  Scene s{{.open_at = Opening::always, .consent = hearing, .safe = false}};
  s.open();
  CHECK_FALSE(s.core.is_open());
  for (const Consent act : {Consent::key, Consent::command})
    CHECK_FALSE(has<OpenWindow>(s.on(Open{act, std::nullopt})));
  CHECK(s.core.held_shut(s.now) == Reason::unsafe);
  CHECK(refuses(s.confirm(), s.call, Reason::window_shut));
  CHECK(accepts(s.service(true, friendly), s.call));
}
