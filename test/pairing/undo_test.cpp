// SPDX-License-Identifier: GPL-3.0-or-later
// Undo with the plug.
#include "test/pairing/scene.hpp"

#include "test/support/catch.hpp"

using namespace scene;

namespace {

/** As it is shipped, and nobody is in. */
Scene taking_first(Settings settings = {}) {
  Scene s{settings};
  s.on(Listed{false});
  s.open();
  return s;
}

/** The first phone comes in, by hearing alone. */
Effects first_is_in(Scene& s) {
  s.confirm();
  s.heard();
  return s.on(DeviceChanged{phone, bonded});
}

}  // namespace

TEST_CASE("an admission by hearing alone is final after two minutes") {
  Scene s = taking_first();
  const Effects in = first_is_in(s);
  REQUIRE(has<Admit>(in));
  CHECK(find<Admit>(in)->tentative);
  CHECK(s.core.deadline() == s.now + 2min);
  CHECK_FALSE(has<Finalize>(s.later(2min - 1ms)));
  CHECK(has<Finalize>(s.later(1ms)));
  CHECK_FALSE(s.core.deadline());
}

TEST_CASE("whom hearing alone let in is told how to undo it") {
  Scene s = taking_first();
  const Effects in = first_is_in(s);
  REQUIRE(says(in, Notice::first));
  CHECK(find<Announce>(in)->can_be_undone);
}

TEST_CASE("an act of consent is final at once") {
  Scene s;
  Settings settings;
  settings.consent = {Consent::key};
  s.on(Reconfigured{settings});
  s.on(Possible{{Consent::key}});
  s.open();
  s.confirm();
  s.heard();
  s.on(Yes{Consent::key});
  const Effects in = s.on(DeviceChanged{phone, bonded});
  CHECK_FALSE(find<Admit>(in)->tentative);
  CHECK_FALSE(find<Announce>(in)->can_be_undone);
  CHECK_FALSE(s.core.deadline());
}

TEST_CASE("an orderly stop makes final what could be undone") {
  Scene s = taking_first();
  CHECK_FALSE(has<Finalize>(s.on(Stopped{})));
  s = taking_first();
  first_is_in(s);
  CHECK(has<Finalize>(s.on(Stopped{})));
}

TEST_CASE("a power cut takes back what was tentative, and says so") {
  Scene s;
  const Effects effects = s.on(Tentative{.power_was_cut = true});
  CHECK(has<Undo>(effects));
  CHECK(says(effects, Notice::undone));
  CHECK_FALSE(s.core.deadline());
}

TEST_CASE("in a quiet hour the undoing is said when that is over") {
  Scene s;
  s.on(Quiet{true});
  const Effects effects = s.on(Tentative{.power_was_cut = true});
  CHECK(has<Undo>(effects));
  CHECK_FALSE(has<Announce>(effects));
  CHECK(says(s.on(Quiet{false}), Notice::undone));
  CHECK_FALSE(says(s.on(Quiet{false}), Notice::undone));
}

TEST_CASE("a crash takes nothing back, and begins the time anew") {
  Scene s;
  CHECK_FALSE(has<Undo>(s.on(Tentative{.power_was_cut = false})));
  CHECK(s.core.deadline() == s.now + 2min);
  CHECK(has<Finalize>(s.later(2min)));
}

TEST_CASE("a later admission by hearing holds up the one before it") {
  Scene s{{.open_at = Opening::always, .consent = hearing}};
  s.on(Started{false});
  s.on(Ready{});
  first_is_in(s);
  s.later(1min);
  s.confirm(stranger, other);
  s.heard();
  s.on(DeviceChanged{other, bonded});
  CHECK_FALSE(has<Finalize>(s.later(1min)));
  CHECK(has<Finalize>(s.later(1min)));
}

TEST_CASE("with undo = 0s an admission by hearing is final at once") {
  Settings settings;
  settings.undo = 0ms;
  Scene s = taking_first(settings);
  const Effects in = first_is_in(s);
  CHECK_FALSE(find<Admit>(in)->tentative);
  CHECK_FALSE(find<Announce>(in)->can_be_undone);
  CHECK_FALSE(s.core.deadline());
}
