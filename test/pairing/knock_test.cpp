// SPDX-License-Identifier: GPL-3.0-or-later
// A new phone on probation, and what its volume keys tell.
#include "test/pairing/knocking.hpp"
#include "test/support/catch.hpp"

using namespace scene;

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
