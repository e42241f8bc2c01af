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
  for (const auto rest : {5min, 15min, 60min, 240min, 240min}) {
    const Effects locked = fail_thrice(s);
    CHECK(says(locked, Notice::locked));
    CHECK(has<CloseWindow>(locked));
    CHECK(s.core.held_shut(s.now) == Reason::locked_out);
    CHECK_FALSE(has<OpenWindow>(s.later(rest - 1s)));
    CHECK(has<OpenWindow>(s.later(1s)));
    CHECK(s.core.held_shut(s.now) == std::nullopt);
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
  CHECK_FALSE(has<OpenWindow>(s.later(14min)));
  CHECK(has<OpenWindow>(s.later(1min)));
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
  for (int i = 0; i < 180; ++i) {
    const Effects asked = s.confirm();
    if (has<Announce>(asked)) {
      ++said;
      s.on(Cancelled{});
    } else {
      CHECK(refuses(asked, s.call, Reason::too_often));
    }
    s.now += 1s;
    if (i == 29) CHECK(said == 3);
  }
  CHECK(said == 5);
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
