// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of presses: how long, when they count, and what a wrong one costs.
#include "test/pairing/knocking.hpp"
#include "test/support/catch.hpp"

using namespace scene;

TEST_CASE("the third wrong row shuts any window that may fail more often") {
  Scene s = knocking({.open_at = Opening::always, .close_after_failures = 100});
  for (int attempt = 1; attempt <= 3; ++attempt) {
    s.now += 10s;
    const Effects asked = s.arrive();
    REQUIRE(says(asked, Question::knock));
    const Effects wrong = s.press(opposite(said(asked)->row.at(0)));
    CHECK(has<CloseWindow>(wrong) == (attempt == 3));
    CHECK(says(wrong, Notice::locked) == (attempt == 3));
  }
}

TEST_CASE("a window that is always open asks for eight presses") {
  Scene s = knocking({.open_at = Opening::always});
  CHECK(said(s.arrive())->row.length() == 8);
  Scene restarted = knocking({.open_at = Opening::start});
  CHECK(said(restarted.arrive())->row.length() == 6);
  Scene daemon{{.open_at = Opening::start, .consent = {Consent::knock}}};
  daemon.on(Possible{{Consent::knock}});
  daemon.on(Started{false});
  daemon.on(Ready{});
  CHECK(said(daemon.arrive())->row.length() == 8);
}

TEST_CASE("a jump takes back one row, and no more") {
  Scene s = knocking();
  s.arrive_at(120);
  s.later(1500ms);
  REQUIRE(says(s.later(1500ms), Question::knock));
  CHECK_FALSE(has<Ended>(s.volume(40)));
  REQUIRE(says(s.later(1500ms), Question::knock));
  s.levels[phone] = 40;
  CHECK(has<Remove>(s.volume(10)));
}

TEST_CASE("a row that was answered before it was asked was not answered") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  s.levels[phone] = 64;
  s.volume(64);
  s.on(Muted{phone});
  for (unsigned place = 0; place < 6; ++place)
    CHECK_FALSE(has<Ended>(s.press(wanted(place))));
  REQUIRE(says(s.later(1500ms), Question::knock));
  CHECK_FALSE(has<Admit>(s.heard()));
  for (unsigned place = 0; place < 5; ++place)
    CHECK_FALSE(has<Ended>(s.press(wanted(place))));
  CHECK(has<Admit>(s.press(wanted(5))));
}

TEST_CASE("a row counts once it was said to its end") {
  Scene s = knocking();
  s.arrive();
  for (unsigned place = 0; place < 6; ++place)
    CHECK_FALSE(has<Admit>(s.press(wanted(place))));
  SECTION("it was") {
    CHECK(has<Admit>(s.heard()));
  }
  SECTION("it could not be said") {
    CHECK(has<Remove>(s.on(SpeechFailed{s.last})));
  }
  SECTION("one press too many is wrong") {
    CHECK(has<Remove>(s.press(Press::up)));
  }
}

TEST_CASE("each wrong row makes the next one longer, through a restart") {
  Scene s = knocking({.close_after_failures = 100});
  s.on(Open{Consent::command, {}});
  Failures kept;
  const auto wrong = [&](Scene& scene) {
    const unsigned length = said(scene.arrive())->row.length();
    const Effects effects = scene.press(opposite(wanted(0)));
    if (const auto* now = find<Remember>(effects)) kept = now->failures;
    scene.now += 10s;
    return length;
  };
  CHECK(wrong(s) == 6);
  CHECK(wrong(s) == 10);
  CHECK(wrong(s) == 11);
  CHECK(kept.wrong_rows == 3);
  Scene again = knocking();
  again.on(kept);
  CHECK(said(again.arrive())->row.length() == 12);
  SECTION("until a local key") {
    again.on(No{});
    again.on(Open{Consent::key, {}});
  }
  SECTION("or an admission") {
    again.heard();
    for (unsigned place = 0; place < 12; ++place)
      again.press(Row{16, row_bits}.at(place));
    again.on(Open{Consent::command, {}});
  }
  again.now += 10s;
  CHECK(said(again.arrive())->row.length() == 6);
}

TEST_CASE("a wrong row shuts the window that power-on opened") {
  Scene s = knocking();
  s.arrive();
  CHECK(says(s.press(opposite(wanted(0))), Notice::closed));
  CHECK_FALSE(s.core.is_open());
  s.on(Open{Consent::command, {}});
  s.arrive();
  s.press(opposite(wanted(0)));
  CHECK(s.core.is_open());
}

TEST_CASE("no row has a press that an end of the scale would hide") {
  std::uint32_t bits = 1;
  for (unsigned length = 1; length <= Row::longest; ++length) {
    for (int i = 0; i < 1000; ++i) {
      bits = bits * 1664525 + 1013904223;
      const Row row{length, bits >> 16};
      int level = 64;
      bool seen = true;
      for (unsigned place = 0; place < length; ++place) {
        level += row.at(place) == Press::up ? 9 : -9;
        seen = seen && level >= 64 - 45 && level <= 64 + 45;
      }
      CHECK(row.stays_in_reach() == seen);
    }
  }
}
