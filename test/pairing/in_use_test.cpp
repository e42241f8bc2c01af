// SPDX-License-Identifier: GPL-3.0-or-later
// A box that hides while a phone that is in is connected.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

const Standing away{.bonded = true, .admitted = true};

Scene hiding(Opening open_at) {
  return Scene{{.open_at = open_at,
                .hidden_in_use = true,
                .consent = {Consent::command, Consent::key}}};
}

}  // namespace

TEST_CASE("a box that hides shuts its window when a phone that is in comes") {
  const Opening open_at =
      GENERATE(Opening::power_on, Opening::start, Opening::always);
  Scene s = hiding(open_at);
  s.open();
  const Effects effects = s.on(DeviceChanged{other, friendly});
  CHECK(has<CloseWindow>(effects));
  // Its music begins.
  CHECK_FALSE(has<Announce>(effects));
  CHECK_FALSE(s.core.is_open());
}

TEST_CASE("a stranger that is connected hides no box") {
  Scene s = hiding(Opening::always);
  s.open();
  s.on(DeviceChanged{other, bonded});
  s.on(DeviceChanged{other, away});
  CHECK(s.core.is_open());
}

TEST_CASE("by default a box does not hide") {
  Scene s{{.open_at = Opening::always, .consent = {Consent::command}}};
  s.open();
  CHECK(s.on(DeviceChanged{other, friendly}).empty());
  CHECK(s.core.is_open());
}

TEST_CASE(
    "the window that is always open comes back when the last phone goes") {
  Scene s = hiding(Opening::always);
  s.open();
  s.on(DeviceChanged{phone, friendly});
  s.on(DeviceChanged{other, friendly});
  CHECK_FALSE(has<OpenWindow>(s.on(DeviceChanged{phone, away})));
  SECTION("disconnected") {
    CHECK(has<OpenWindow>(s.on(DeviceChanged{other, away})));
  }
  SECTION("taken from the list") {
    CHECK(has<OpenWindow>(s.on(Forget{{other}, false})));
  }
  SECTION("blocked") {
    CHECK(has<OpenWindow>(s.on(Block{other})));
  }
  SECTION("gone from BlueZ") {
    CHECK(has<OpenWindow>(s.on(DeviceGone{other})));
  }
  SECTION("in a quiet hour") {
    s.on(Quiet{true});
    CHECK_FALSE(has<OpenWindow>(s.on(DeviceChanged{other, away})));
    CHECK(has<OpenWindow>(s.on(Quiet{false})));
  }
}

TEST_CASE("a window of three minutes does not come back") {
  Scene s = hiding(Opening::power_on);
  s.open();
  s.on(DeviceChanged{other, friendly});
  CHECK(s.on(DeviceChanged{other, away}).empty());
  CHECK(s.core.deadline() == std::nullopt);
}

TEST_CASE("whoever opens the window of a hidden box has it for its time") {
  const Opening open_at = GENERATE(Opening::power_on, Opening::always);
  Scene s = hiding(open_at);
  s.open();
  s.on(DeviceChanged{other, friendly});
  const Effects effects =
      s.on(Open{GENERATE(Consent::key, Consent::command), std::nullopt});
  REQUIRE(has<OpenWindow>(effects));
  CHECK(find<OpenWindow>(effects)->length == 3min);
  s.on(DeviceChanged{other, friendly});
  CHECK(s.core.is_open());
  s.later(3min);
  CHECK_FALSE(s.core.is_open());
  CHECK(has<OpenWindow>(s.on(DeviceChanged{other, away})) ==
        (open_at == Opening::always));
}

TEST_CASE("a window that was opened goes over into one that is always open") {
  Scene s = hiding(Opening::always);
  s.open();
  s.on(DeviceChanged{other, friendly});
  s.on(Open{Consent::key, std::nullopt});
  s.on(DeviceChanged{other, away});
  CHECK(s.core.is_open());
  s.later(3min);
  CHECK(s.core.is_open());
  CHECK(s.core.deadline() == std::nullopt);
}

TEST_CASE("who is asking is not hidden from") {
  Scene s = hiding(Opening::always);
  s.open();
  s.confirm();
  s.on(DeviceChanged{other, friendly});
  CHECK(s.core.is_open());
  s.heard();
  s.on(Yes{Consent::command});
  REQUIRE(has<Admit>(s.on(DeviceChanged{phone, bonded})));
  CHECK_FALSE(s.core.is_open());
}

TEST_CASE("the phone that was let in hides the box") {
  Scene s = hiding(Opening::always);
  s.open();
  s.confirm();
  s.heard();
  s.on(Yes{Consent::command});
  REQUIRE(has<Admit>(s.on(DeviceChanged{phone, bonded})));
  CHECK_FALSE(s.core.is_open());
  CHECK(has<OpenWindow>(s.on(DeviceChanged{phone, away})));
}

TEST_CASE("a hidden window that somebody shut stays shut") {
  Scene s = hiding(Opening::always);
  s.open();
  s.on(DeviceChanged{other, friendly});
  s.on(Close{});
  CHECK_FALSE(has<OpenWindow>(s.on(DeviceChanged{other, away})));
}

TEST_CASE("a rest that ends while the box hides opens nothing") {
  Scene s = hiding(Opening::always);
  s.open();
  for (int i = 0; i < 3; ++i) {
    s.now += 10s;
    s.confirm();
    s.on(Cancelled{});
  }
  s.on(DeviceChanged{other, friendly});
  REQUIRE(s.core.deadline() == s.now + 5min);
  CHECK_FALSE(has<OpenWindow>(s.later(5min)));
  CHECK(s.core.deadline() == std::nullopt);
  CHECK(has<OpenWindow>(s.on(DeviceChanged{other, away})));
}

TEST_CASE("a reload hides the box, or shows it") {
  Scene s = hiding(Opening::always);
  Settings settings{.open_at = Opening::always,
                    .consent = {Consent::command, Consent::key}};
  s.open();
  s.on(DeviceChanged{other, friendly});
  CHECK(has<OpenWindow>(s.on(Reconfigured{settings})));
  settings.hidden_in_use = true;
  CHECK(has<CloseWindow>(s.on(Reconfigured{settings})));
}

TEST_CASE("BlueZ that comes back while the box hides opens nothing") {
  Scene s = hiding(Opening::always);
  s.open();
  s.on(DeviceChanged{other, friendly});
  s.on(Unready{});
  CHECK_FALSE(has<OpenWindow>(s.on(Ready{})));
}
