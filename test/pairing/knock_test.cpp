// SPDX-License-Identifier: GPL-3.0-or-later
// A new phone on probation, and what its volume keys tell.
#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

Scene knocking(Settings settings = {}) {
  settings.consent = {Consent::knock};
  Scene s{settings};
  s.on(Possible{{Consent::heard, Consent::command, Consent::knock}});
  s.open();
  return s;
}

Press wanted(unsigned place) {
  return Row{8, row_bits}.at(place);
}

Press opposite(Press press) {
  return press == Press::up ? Press::down : Press::up;
}

const Announce* said(const Effects& effects) {
  return find<Announce>(effects);
}

}  // namespace

TEST_CASE("a phone that knocks right is in, and was muted before our yes") {
  Scene s = knocking();
  s.confirm();
  const Effects yes = s.heard();
  CHECK(accepts(yes, s.call));
  REQUIRE(std::holds_alternative<Mute>(yes.at(1)));
  CHECK_FALSE(has<Admit>(s.on(DeviceChanged{phone, bonded})));
  // It connects while it is mute, so that its volume can be read.
  CHECK(accepts(s.service(true, bonded), s.call));
  CHECK(refuses(s.service(false, bonded), s.call, Reason::not_allowed));
  s.levels[phone] = 64;
  s.volume(64);
  CHECK_FALSE(says(s.later(3s), Question::knock));
  s.on(Muted{phone});
  const Effects asked = s.later(1500ms);
  REQUIRE(says(asked, Question::knock));
  CHECK(said(asked)->row.length() == 6);
  s.heard();
  for (unsigned place = 0; place < 5; ++place)
    CHECK(s.press(wanted(place)).empty());
  const Effects in = s.press(wanted(5));
  REQUIRE(find<Admit>(in));
  CHECK(find<Admit>(in)->consent == Consent::knock);
  CHECK(says(in, Notice::paired));
}

TEST_CASE("the gesture of a phone that knocked counts from its first press") {
  Scene s;
  Settings settings;
  settings.consent = {Consent::knock, Consent::owner};
  s.on(Reconfigured{settings});
  s.on(Possible{{Consent::heard, Consent::command, Consent::knock}});
  s.open();
  s.arrive();
  s.heard();
  for (unsigned place = 0; place < 6; ++place) s.press(wanted(place));
  s.now += 3s;
  s.press(Press::up, friendly);
  s.press(Press::down, friendly);
  CHECK(has<OpenWindow>(s.press(Press::up, friendly)));
}

TEST_CASE("a wrong press ends it at once: disconnected and removed") {
  Scene s = knocking();
  s.arrive();
  const unsigned right = GENERATE(0u, 1u, 2u, 3u, 4u);
  for (unsigned place = 0; place < right; ++place) s.press(wanted(place));
  const Effects wrong = s.press(opposite(wanted(right)));
  CHECK(has<Remove>(wrong));
  CHECK(has<Hush>(wrong));
  CHECK_FALSE(has<Admit>(wrong));
  CHECK(refuses(s.service(true, bonded), s.call, Reason::not_admitted));
}

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

TEST_CASE("one row per attempt, and forty seconds for it") {
  Scene s = knocking();
  s.arrive();
  s.press(wanted(0));
  CHECK(s.later(38s).empty());
  const Effects late = s.later(1s);
  CHECK(has<Remove>(late));
  CHECK_FALSE(says(late, Question::knock));
}

TEST_CASE("forty seconds from the bond to the row") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.now += 20s;
  s.on(DeviceChanged{phone, bonded});
  CHECK(s.core.deadline() == s.now + 40s);
  CHECK(s.later(39s).empty());
  CHECK(has<Remove>(s.later(1s)));
}

TEST_CASE("muted before its bond is told, it is asked a little later") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.on(Muted{phone});
  s.volume(64);
  CHECK(s.later(1500ms).empty());
  s.on(DeviceChanged{phone, bonded});
  REQUIRE(s.core.deadline() == s.now + 1500ms);
  CHECK(says(s.later(1500ms), Question::knock));
}

TEST_CASE("a volume that has yet to arrive is waited for") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  s.on(Muted{phone});
  CHECK(s.later(5s).empty());
  SECTION("it comes") {
    s.volume(70);
    CHECK(says(s.later(1500ms), Question::knock));
  }
  SECTION("it does not") {
    CHECK(has<SetVolume>(s.later(1s)));
    CHECK(says(s.later(1500ms), Question::knock));
  }
}

TEST_CASE("on probation, a device that leaves or asks again is removed") {
  Scene s = knocking();
  s.arrive();
  SECTION("it leaves") {
    CHECK(has<Remove>(s.on(DeviceChanged{phone, {.bonded = true}})));
  }
  SECTION("it pairs once more") {
    const Effects again = s.confirm(bonded);
    CHECK(refuses(again, s.call, Reason::superseded));
    CHECK(has<Remove>(again));
  }
  SECTION("BlueZ goes") {
    CHECK(has<Remove>(s.on(Unready{})));
  }
  SECTION("the daemon stops") {
    CHECK(has<Remove>(s.on(Stopped{})));
  }
  SECTION("somebody says no") {
    CHECK(has<Remove>(s.on(No{})));
  }
  CHECK(refuses(s.service(true, bonded), s.call, Reason::not_admitted));
}

TEST_CASE("who could be heard on probation is removed") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  SECTION("it played before it was muted") {
    CHECK(has<Remove>(s.on(NotMuted{phone})));
  }
  SECTION("BlueALSA has gone") {
    CHECK(has<Remove>(s.on(Possible{{Consent::heard}})));
  }
}

TEST_CASE("without an audio service that can mute, knock admits nobody") {
  Scene s = knocking();
  s.on(Possible{{Consent::heard, Consent::command}});
  CHECK(refuses(s.confirm(), s.call, Reason::no_consent));
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

TEST_CASE("from either end of the scale the box sets the middle itself") {
  Scene s = knocking();
  s.arrive_at(GENERATE(0, 127));
  const Effects set = s.later(1500ms);
  REQUIRE(has<SetVolume>(set));
  CHECK(find<SetVolume>(set)->device == phone);
  CHECK(find<SetVolume>(set)->volume == 64);
  CHECK_FALSE(has<Announce>(set));
  SECTION("the phone follows in silence") {
    CHECK(says(s.later(1500ms), Question::knock));
    s.levels[phone] = 64;
  }
  SECTION("it tells that it has followed, by a step of its own") {
    s.volume(60);
    CHECK(says(s.later(1500ms), Question::knock));
    s.levels[phone] = 60;
  }
  s.heard();
  for (unsigned place = 0; place < 5; ++place) s.press(wanted(place));
  CHECK(has<Admit>(s.press(wanted(5))));
}

TEST_CASE("who does not follow is asked for the middle, till it rests there") {
  Scene s = knocking();
  s.arrive_at(120);
  REQUIRE(has<SetVolume>(s.later(1500ms)));
  SECTION("it says so at once") {
    s.volume(112);
  }
  SECTION("its first press does") {
    REQUIRE(says(s.later(1500ms), Question::knock));
    s.heard();
    const Effects back = s.volume(112);
    CHECK(has<Hush>(back));
    CHECK_FALSE(has<Ended>(back));
    // What it heard of that row counts no more.
    s.heard();
  }
  CHECK(says(s.later(1500ms), Question::middle));
  CHECK(s.core.deadline() > s.now + 30s);
  // The slider passes the middle, and comes to rest below it.
  for (const int level : {90, 66, 30}) CHECK(s.volume(level).empty());
  const Effects again = s.later(1500ms);
  CHECK(says(again, Question::middle));
  CHECK_FALSE(has<SetVolume>(again));
  s.volume(66);
  REQUIRE(says(s.later(1500ms), Question::knock));
  s.levels[phone] = 66;
  s.heard();
  for (unsigned place = 0; place < 5; ++place) s.press(wanted(place));
  CHECK(has<Admit>(s.press(wanted(5))));
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

TEST_CASE("the volume that a phone tells by itself is no press") {
  Scene s = knocking();
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  // BlueZ begins with 127; the phone's own volume comes a moment later.
  s.volume(127);
  s.on(Muted{phone});
  s.now += 200ms;
  s.on(VolumeChanged{phone, 72, bonded});
  CHECK(s.on(Tick{}).empty());
  CHECK(says(s.later(1500ms), Question::knock));
  CHECK(s.volume(72).empty());
}

TEST_CASE("a held key and a press in steps are one press") {
  Presses presses;
  CHECK_FALSE(presses.volume_is(64, 0ms));
  CHECK(presses.volume_is(66, 1000ms) == Press::up);
  CHECK_FALSE(presses.volume_is(68, 1050ms));
  CHECK_FALSE(presses.volume_is(72, 1150ms));
  CHECK_FALSE(presses.volume_is(76, 1290ms));
  CHECK(presses.volume_is(70, 1300ms) == Press::down);
  CHECK_FALSE(presses.volume_is(70, 1900ms));
  CHECK(presses.volume_is(78, 2000ms) == Press::up);
  CHECK(presses.volume_is(86, 2200ms) == Press::up);
}

TEST_CASE("a volume told again is no press, and one that wraps is one down") {
  Presses presses;
  presses.volume_is(119, 0s);
  CHECK_FALSE(presses.volume_is(119, 1s));
  CHECK(presses.volume_is(127, 2s) == Press::up);
  CHECK_FALSE(presses.volume_is(127, 3s));
  CHECK(presses.volume_is(0, 4s) == Press::down);
}

TEST_CASE("at the end of the scale a press can't be seen, and is none") {
  Presses presses;
  presses.volume_is(120, 0ms);
  CHECK(presses.volume_is(127, 1s) == Press::up);
  CHECK_FALSE(presses.volume_is(127, 2s));
}

TEST_CASE("the gesture is up, down, up, within six seconds, after a rest") {
  const auto completes = [](std::initializer_list<std::pair<Time, Press>> row) {
    Gesture gesture;
    bool result = false;
    for (const auto& [at, press] : row) result = gesture.press(press, at);
    return result;
  };
  CHECK(completes({{0s, Press::up}, {1s, Press::down}, {2s, Press::up}}));
  CHECK(completes({{0s, Press::up}, {3s, Press::down}, {6s, Press::up}}));
  CHECK_FALSE(completes({{0s, Press::up}, {3s, Press::down}, {7s, Press::up}}));
  CHECK_FALSE(completes({{0s, Press::up}, {1s, Press::up}, {2s, Press::up}}));
  CHECK_FALSE(
      completes({{0s, Press::down}, {1s, Press::up}, {2s, Press::down}}));
  // No rest: somebody seeks the right volume.
  CHECK_FALSE(completes({{0s, Press::down},
                         {1s, Press::up},
                         {2s, Press::down},
                         {3s, Press::up}}));
  CHECK(completes({{0s, Press::down},
                   {2s, Press::up},
                   {3s, Press::down},
                   {4s, Press::up}}));
}

TEST_CASE("an admitted phone that knocks anew is out until it was right") {
  Scene s = knocking();
  Standing trusted = friendly;
  trusted.trusted = true;
  s.confirm(trusted);
  const Effects yes = s.heard();
  CHECK(has<PutOnProbation>(yes));
  CHECK(has<Distrust>(yes));
  // Bonded does not change: its next service tells that it is there.
  CHECK(accepts(s.service(true, bonded), s.call));
  s.on(Muted{phone});
  s.levels[phone] = 64;
  s.volume(64);
  REQUIRE(says(s.later(1500ms), Question::knock));
  SECTION("right") {
    s.heard();
    for (unsigned place = 0; place < 5; ++place) s.press(wanted(place));
    CHECK(has<Admit>(s.press(wanted(5))));
  }
  SECTION("wrong: its bond holds a key that nobody has proved") {
    const Effects wrong = s.press(opposite(wanted(0)));
    CHECK(has<Remove>(wrong));
    CHECK_FALSE(has<Trust>(wrong));
  }
}

TEST_CASE("another act listed with the knock lets in without it") {
  Settings settings;
  settings.consent = {Consent::knock, Consent::key};
  Scene s{settings};
  s.on(Possible{{Consent::key, Consent::knock}});
  s.open();
  SECTION("before the bond") {
    s.confirm();
    s.heard();
    s.on(Yes{Consent::key});
    CHECK(find<Admit>(s.on(DeviceChanged{phone, bonded}))->consent ==
          Consent::key);
  }
  SECTION("instead of the row") {
    s.arrive();
    CHECK(find<Admit>(s.on(Yes{Consent::key}))->consent == Consent::key);
  }
}
