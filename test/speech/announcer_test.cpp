// SPDX-License-Identifier: GPL-3.0-or-later
// What is said when, and what has to wait.
#include "speech/announcer.hpp"

#include <algorithm>
#include <vector>

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

using namespace std::chrono_literals;
using pairing::Announce;
using pairing::Notice;
using pairing::Passkey;
using pairing::Prompt;
using pairing::Question;
using pairing::Ticket;

namespace {

Announcer::Settings quick() {
  Announcer::Settings settings;
  settings.voice.wake = 0ms;
  settings.sound.output = "quick";
  settings.phrasebooks = g_getenv("EARSHOT_PHRASEBOOKS");
  return settings;
}

struct Room {
  explicit Room(Announcer::Settings settings = quick())
      : announcer{std::move(settings),
                  {.result = [this](Ticket ticket,
                                    bool) { results.push_back(ticket); },
                   .said_once = [this](Ticket ticket) { told = ticket; },
                   .music =
                       [this](bool is_quiet) {
                         quiet = is_quiet;
                         ++changes;
                       }}} {}

  void announce(Prompt prompt, unsigned ticket) {
    Announce what{.ticket = Ticket{ticket}, .prompt = prompt};
    if (prompt == Prompt{Question::compare})
      what.passkey = Passkey::from_number(470391);
    announcer.announce(what, {"Living Room", "Pixel"});
  }
  /** So much was played. */
  bool plays(std::size_t samples) {
    return wait_until([&] { return tape.length() >= samples; });
  }
  bool falls_silent() {
    return wait_until([&] { return !quiet; });
  }
  std::vector<Ticket> heard(std::size_t count) {
    wait_until([&] { return results.size() >= count; });
    return results;
  }

  Tape tape;
  std::vector<Ticket> results;
  std::optional<Ticket> told;  ///< its number was said once
  bool quiet = false;
  int changes = 0;
  Announcer announcer;
};

std::vector<Ticket> tickets(std::initializer_list<unsigned> numbers) {
  std::vector<Ticket> result;
  for (const unsigned number : numbers) result.push_back(Ticket{number});
  return result;
}

}  // namespace

TEST_CASE("that the box can be found is said when a late card comes") {
  const TemporaryDirectory directory;
  g_setenv("EARSHOT_PLUGGED", (directory / "plug").c_str(), TRUE);
  Announcer::Settings settings = quick();
  settings.sound.output = "late";
  Room room{std::move(settings)};
  room.announce(Notice::opened, 1);
  CHECK_FALSE(wait_until([&] { return !room.results.empty(); }, 700ms));
  // Who asks meanwhile is told at once.
  room.announce(Question::compare, 2);
  CHECK(room.heard(1) == tickets({2}));
  room.announce(Notice::opened, 3);
  directory.write("plug", "");
  CHECK(room.heard(2) == tickets({2, 3}));
  CHECK(room.tape.length() > voice::Sound::rate / 2);
  g_unsetenv("EARSHOT_PLUGGED");
}

TEST_CASE("a code cuts off what is being said, and is not waited for") {
  Room room;
  room.announce(Notice::opened, 1);
  room.announce(Question::compare, 2);
  CHECK(room.heard(1) == tickets({2}));
}

TEST_CASE("a number counts as said once when its last digit was heard") {
  Announcer::Settings settings = quick();
  voice::Voice voice{settings.voice, settings.phrasebooks};
  voice::Announcement first = voice.compare({4, 7, 0, 3, 9, 1}, "Pixel", {});
  std::chrono::milliseconds length{0};
  while (!first.at_mark()) length += first.next().duration();
  REQUIRE(length > 3s);
  settings.sound.output = "real_time";
  Room room{settings};
  const auto begun = std::chrono::steady_clock::now();
  room.announce(Question::compare, 1);
  REQUIRE(wait_until([&] { return room.told.has_value(); }, 20s));
  CHECK(*room.told == Ticket{1});
  CHECK(std::chrono::steady_clock::now() - begun >= length);
  CHECK(room.results.empty());
}

TEST_CASE("the newest code goes first") {
  Room room;
  room.announce(Question::compare, 1);
  room.announce(Question::compare, 2);
  CHECK(room.heard(1) == tickets({2}));
}

TEST_CASE("a statement waits until the code was said") {
  Room room;
  room.announce(Question::compare, 1);
  room.announce(Notice::closed, 2);
  CHECK(room.heard(2) == tickets({1, 2}));
}

TEST_CASE("a newer statement takes the place of an older one of its kind") {
  Room room;
  room.announce(Question::compare, 1);
  room.announce(Notice::opened, 2);
  room.announce(Notice::closed, 3);
  room.announcer.playing("Pixel 8");
  CHECK(room.heard(2) == tickets({1, 3}));
  CHECK(room.falls_silent());
}

TEST_CASE("that a power cut undid something is said before the window opens") {
  Room room;
  room.announce(Notice::undone, 1);
  room.announce(Notice::opened, 2);
  CHECK(room.heard(2) == tickets({1, 2}));
}

TEST_CASE("what can be undone is said with the way to do it") {
  std::size_t alone = 0;
  for (const bool can_be_undone : {false, true}) {
    Room room;
    room.announcer.announce({.ticket = Ticket{1},
                             .prompt = Notice::first,
                             .can_be_undone = can_be_undone},
                            {"Living Room", "Pixel"});
    REQUIRE(room.heard(1) == tickets({1}));
    if (can_be_undone)
      CHECK(room.tape.length() > alone + 22'050);  // a second more, at least
    else
      alone = room.tape.length();
  }
}

TEST_CASE("hushing a code lets what waits have its turn") {
  Room room;
  room.announce(Question::compare, 1);
  room.announce(Notice::closed, 2);
  room.announcer.hush();
  CHECK(room.heard(1) == tickets({2}));
}

TEST_CASE("hush ends no statement, silence ends all") {
  Room room;
  room.announce(Notice::closed, 1);
  room.announcer.hush();
  CHECK(room.heard(1) == tickets({1}));
  room.announce(Notice::closed, 2);
  room.announcer.say("This waits.");
  room.announcer.silence();
  CHECK(room.falls_silent());
  CHECK(room.results == tickets({1}));
}

TEST_CASE("each kind of statement can be switched off") {
  Announcer::Settings silent = quick();
  silent.topics = {false, false, false, false, false, false, false};
  Room room{silent};
  for (const Notice prompt :
       {Notice::opened, Notice::closed, Notice::locked, Notice::paired,
        Notice::let_in, Notice::forgotten})
    room.announce(prompt, 1);
  room.announcer.playing("Pixel");
  room.announcer.left("Pixel");
  room.announcer.refused();
  room.announcer.problem(Problem::no_adapter);
  CHECK(room.changes == 0);
  CHECK(room.results.empty());
  // A code is said all the same.
  room.announce(Question::compare, 2);
  CHECK(room.heard(1) == tickets({2}));
}

TEST_CASE("one switch is for one kind") {
  const auto [prompt, which] = GENERATE(
      table<Notice, bool Topics::*>({{Notice::opened, &Topics::ready},
                                     {Notice::closed, &Topics::window},
                                     {Notice::locked, &Topics::window},
                                     {Notice::paired, &Topics::admitted},
                                     {Notice::let_in, &Topics::admitted},
                                     {Notice::forgotten, &Topics::admitted}}));
  Announcer::Settings one = quick();
  one.topics = {false, false, false, false, false, false, false};
  one.topics.*which = true;
  Room room{one};
  room.announce(prompt, 5);
  CHECK(room.heard(1) == tickets({5}));
}

TEST_CASE("music is quiet from the first word to the last, not in between") {
  Room room;
  room.announce(Question::compare, 1);
  CHECK(room.quiet);
  room.announcer.hush();
  room.announce(Notice::paired, 2);
  CHECK(room.heard(1) == tickets({2}));
  CHECK(room.falls_silent());
  CHECK(room.changes == 2);
}

TEST_CASE("who plays is said over the music") {
  Room room;
  room.announcer.playing("Pixel 8");
  CHECK(room.plays(voice::Sound::rate / 2));
  CHECK(room.changes == 0);
}

TEST_CASE("a voice that can't be had: English, and it is known") {
  Announcer::Settings wrong = quick();
  const TemporaryDirectory books;
  std::string hebrew = TemporaryDirectory::read(wrong.phrasebooks / "en.ini");
  books.write("en.ini", hebrew);
  const auto put = [&](const std::string& from, const std::string& to) {
    hebrew.replace(hebrew.find(from), from.size(), to);
  };
  SECTION("eSpeak NG lacks the language") {
    put("voice = en-us", "voice = xx");
  }
  SECTION("the phrasebook lacks a key") {
    put("again = Again:\n", "");
  }
  SECTION("the variant does not exist") {
    wrong.voice.variant = "nosuch";
  }
  books.write("he.ini", hebrew);
  wrong.phrasebooks = books.path();
  wrong.voice.languages = {"he"};
  Room room{wrong};
  CHECK(room.announcer.is_makeshift());
  room.announce(Question::compare, 1);
  CHECK(room.heard(1) == tickets({1}));
}

TEST_CASE("new settings do not break off what is being said") {
  Room room;
  room.announce(Question::compare, 1);
  REQUIRE(room.plays(1));
  Announcer::Settings french = quick();
  french.voice.languages = {"fr"};
  room.announcer.settings(french);
  CHECK(room.heard(1) == tickets({1}));
  room.announce(Notice::closed, 2);
  CHECK(room.heard(2) == tickets({1, 2}));
}
