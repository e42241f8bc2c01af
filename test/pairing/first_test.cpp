// SPDX-License-Identifier: GPL-3.0-or-later
// The first phone, and what all others need.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

/** A box as it is sold: by default, with nothing but a command at hand. */
Scene box(Settings settings = {}, bool anybody = false) {
  Scene s{settings};
  s.on(Listed{anybody});
  return s;
}

Scene opened(Settings settings = {}, bool anybody = false) {
  Scene s = box(settings, anybody);
  s.open();
  return s;
}

/** What our list would tell once the phone is on it. */
Effects bonds(Scene& s) {
  Effects effects = s.on(DeviceChanged{phone, bonded});
  s.on(Listed{true});
  return effects;
}

}  // namespace

TEST_CASE("the first phone is in once its code was heard") {
  Scene s = opened();
  REQUIRE(says(s.confirm(), Question::compare));
  REQUIRE(accepts(s.heard(), s.call));
  const Effects in = bonds(s);
  REQUIRE(has<Admit>(in));
  CHECK(find<Admit>(in)->consent == Consent::heard);
  CHECK(says(in, Notice::first));
  CHECK_FALSE(says(in, Notice::paired));
}

TEST_CASE("the first phone needs no act though others are possible") {
  Scene s = opened();
  s.on(Possible{{Consent::key, Consent::command, Consent::knock}});
  const Effects asked = s.confirm();
  CHECK(find<Announce>(asked)->act == Consent::heard);
  const Effects heard = s.heard();
  CHECK(accepts(heard, s.call));
  CHECK_FALSE(has<Mute>(heard));
}

TEST_CASE("the second phone needs an act") {
  Scene s = opened();
  s.confirm();
  s.heard();
  bonds(s);
  s.on(Open{Consent::command, {}});
  const Effects asked = s.confirm(stranger, other);
  CHECK(find<Announce>(asked)->act == Consent::command);
  CHECK_FALSE(has<Accept>(s.heard()));
  CHECK(accepts(s.on(Yes{Consent::command}), s.call));
}

TEST_CASE("until our list is known, somebody may be in") {
  Scene s{Settings{}};
  s.open();
  s.confirm();
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("hearing lets nobody in where the window was opened by nobody") {
  const Opening open_at = GENERATE(Opening::always, Opening::start);
  Scene s = box({.open_at = open_at});
  s.on(Started{.power_on = false});
  s.on(Ready{});
  REQUIRE(s.core.is_open());
  s.confirm();
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("the first phone may come in a window that an act opened") {
  Scene s = box({.open_at = Opening::never});
  s.on(Started{.power_on = true});
  s.on(Ready{});
  s.on(Open{Consent::command, {}});
  s.confirm();
  CHECK(accepts(s.heard(), s.call));
}

TEST_CASE("with first = none the first phone needs an act, too") {
  Scene s = opened({.first_heard = false});
  s.confirm();
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("a device without a number is never the first by hearing") {
  Scene s = opened({.just_works = true});
  s.ask(Method::request_authorization);
  CHECK_FALSE(has<Accept>(s.heard()));
}

TEST_CASE("a first phone that fails leaves the next one the first") {
  Scene s = opened();
  s.keeps = false;
  s.confirm();
  s.heard();
  REQUIRE(has<Admit>(bonds(s)));
  // Our list can't be written.
  const Effects failed = s.later(Pairing::kept_within);
  REQUIRE(has<Dismiss>(failed));
  CHECK(find<Dismiss>(failed)->revoked);
}

TEST_CASE("what a stranger brings about never makes the next one the first") {
  Settings settings;
  settings.consent = {Consent::knock};
  Scene s = opened(settings, true);
  s.on(Possible{{Consent::knock}});
  // The forged address of the only phone that is in, and a wrong row.
  s.confirm(friendly);
  const Effects on_probation = s.heard();
  CHECK(has<PutOnProbation>(on_probation));
  CHECK_FALSE(has<Dismiss>(on_probation));
  // Its bond goes.
  const Effects unbonded =
      s.on(DeviceChanged{other, {.connected = true, .admitted = true}});
  REQUIRE(has<Dismiss>(unbonded));
  CHECK_FALSE(find<Dismiss>(unbonded)->revoked);
}

TEST_CASE("the owner's word makes the next phone the first") {
  Scene s = opened({}, true);
  const Effects effects =
      GENERATE(false, true) ? s.on(Block{phone}) : s.on(Forget{{phone}, true});
  REQUIRE(has<Dismiss>(effects));
  CHECK(find<Dismiss>(effects)->revoked);
}

TEST_CASE("where no act is possible it is said what would make one so") {
  const auto [acts, notice] = GENERATE(table<Acts, Notice>({
      {{Consent::key}, Notice::no_act},
      {{Consent::key, Consent::owner}, Notice::no_owner},
  }));
  Scene s = opened({.consent = acts}, true);
  const Effects refused = s.confirm();
  CHECK(refuses(refused, s.call, Reason::no_consent));
  CHECK(says(refused, notice));
  // A stranger who asks again and again doesn't make the box talk.
  CHECK_FALSE(has<Announce>(s.confirm()));
  s.now += 1min;
  CHECK(says(s.confirm(), notice));
}
