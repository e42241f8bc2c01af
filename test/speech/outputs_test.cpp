// SPDX-License-Identifier: GPL-3.0-or-later
// Sound outputs that are busy, slow, strange, or gone.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>

#include "test/speech/attempt.hpp"
#include "test/support/journal.hpp"
#include "voice/alsa_log.hpp"

using namespace std::chrono_literals;
using voice::Sound;

TEST_CASE("a busy card is tried again, and heard once it is free") {
  const Tape tape;
  voice::alsa::Pcm other = voice::alsa::open("quick");
  Try attempt{{.output = "quick"}};
  CHECK_FALSE(wait_until([&] { return attempt.heard.has_value(); }, 500ms));
  other.reset();
  CHECK(attempt.was_heard());
  CHECK(tape.length() > Sound::rate / 4);
}

TEST_CASE("a card is waited for longer where its holder was asked to let go") {
  const Tape tape;
  voice::alsa::Pcm other = voice::alsa::open("quick");
  Try attempt{{.output = "quick"}};
  attempt.lets_go = true;
  CHECK_FALSE(wait_until([&] { return attempt.heard.has_value(); }, 4s));
  other.reset();
  CHECK(attempt.was_heard());
  CHECK(tape.length() > Sound::rate / 4);
}

TEST_CASE("a card that stays busy gives way to the next output") {
  const Tape tape;
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  const voice::alsa::Pcm other = voice::alsa::open("quick");
  Try attempt{{.output = "quick", .fallbacks = {"absent", "spare"}}};
  CHECK(attempt.was_heard());
  CHECK(spare.length() > Sound::rate / 4);
  CHECK(tape.length() == 0);
}

TEST_CASE(
    "trap: a card without dmix, as HDMI, is busy at once, not waited for") {
  const Tape tape;
  const voice::alsa::Pcm other = voice::alsa::open("quick");
  const auto start = std::chrono::steady_clock::now();
  try {
    voice::alsa::open("quick");
    FAIL("one card was opened twice");
  } catch (const std::system_error& e) {
    CHECK(e.code().value() == -EBUSY);
  }
  CHECK(std::chrono::steady_clock::now() - start < 100ms);
}

TEST_CASE("trap: dmix without its group is an error, not an abort") {
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  try {
    voice::alsa::open("groupless");
    FAIL("dmix was opened with a group that is not there");
  } catch (const std::system_error& e) {
    CHECK(std::string{e.what()}.find("groupless") != std::string::npos);
  }
  Try attempt{{.output = "groupless", .fallbacks = {"spare"}}};
  CHECK(attempt.was_heard());
  CHECK(spare.length() > Sound::rate / 4);
}

TEST_CASE("a pipe that nobody reads from is a no, and the loop goes on") {
  const TemporaryDirectory directory;
  const auto pipe = directory / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(reader >= 0);
  g_setenv("EARSHOT_PIPE", pipe.c_str(), TRUE);
  const SoundSettings settings{.output = "pipe"};
  {
    Try attempt{settings, 5s};
    int ticks = 0;
    glib::Timeout clock;
    clock.every(10ms, [&] { ++ticks; });
    CHECK_FALSE(attempt.was_heard());
    CHECK(ticks > 200);  // of the three seconds
  }
  {
    // Its thread is still held: not one more.
    const auto start = std::chrono::steady_clock::now();
    Try again{settings, 5s};
    CHECK_FALSE(again.was_heard());
    CHECK(std::chrono::steady_clock::now() - start < 3s);
  }
  // Somebody reads on: the thread comes free, and so does the output.
  std::array<char, 65536> heard{};
  glib::Timeout ear;
  ear.every(1ms, [&] {
    while (read(reader, heard.data(), heard.size()) > 0) {
    }
  });
  wait_until([] { return false; }, 300ms);
  Try later{settings};
  CHECK(later.was_heard());
  ear.stop();
  close(reader);
  g_unsetenv("EARSHOT_PIPE");
}

TEST_CASE("no output at all is a no, and the reason is said") {
  Try attempt{{.output = "absent", .fallbacks = {"nosuchpcm"}}};
  CHECK_FALSE(attempt.was_heard());
}

TEST_CASE(
    "where the default is not there, the first card that plays is heard") {
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  const Journal journal;
  Try attempt{{}};
  CHECK(attempt.was_heard());
  CHECK(spare.length() > Sound::rate / 4);
  CHECK(journal.containing("can't open the sound output 'default'").size() ==
        1);
  CHECK(journal.containing("'sysdefault:CARD=headphones' is heard instead")
            .size() == 1);
}

TEST_CASE("an output that somebody chose is not replaced by any other card") {
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  SoundSettings settings{.output = "absent"};
  SECTION("by itself") {}
  SECTION("by its fallback") {
    settings = {.fallbacks = {"nosuchpcm"}};
  }
  Try attempt{settings};
  CHECK_FALSE(attempt.was_heard());
  CHECK(spare.length() == 0);
}

TEST_CASE("a default that is busy is not replaced by any other card") {
  const Tape tape;
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  g_setenv("EARSHOT_DEFAULT", "quick", TRUE);
  {
    const voice::alsa::Pcm other = voice::alsa::open("quick");
    Try attempt{{}};
    CHECK_FALSE(attempt.was_heard());
  }
  g_unsetenv("EARSHOT_DEFAULT");
  CHECK(spare.length() == 0);
}

TEST_CASE("a default that comes late is waited for before any card is tried") {
  const Tape tape;
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  Try attempt{{}, 300ms, 10s};
  CHECK_FALSE(wait_until([&] { return attempt.heard.has_value(); }, 700ms));
  g_setenv("EARSHOT_DEFAULT", "quick", TRUE);
  CHECK(attempt.was_heard());
  g_unsetenv("EARSHOT_DEFAULT");
  CHECK(tape.length() > Sound::rate / 4);
  CHECK(spare.length() == 0);
}

TEST_CASE("no default and no card that plays is a no") {
  const Tape spare{"EARSHOT_SPARE_TAPE"};
  g_setenv("EARSHOT_PLUGGED", "/no/such/file", TRUE);
  Try attempt{{}};
  CHECK_FALSE(attempt.was_heard());
  g_unsetenv("EARSHOT_PLUGGED");
}

TEST_CASE("why an output can't be opened is said in ALSA's own words") {
  voice::alsa::be_quiet();
  const auto words = [](const char* name) -> std::string {
    try {
      voice::alsa::open(name);
    } catch (const std::system_error& e) {
      return e.what();
    }
    return "it was opened";
  };
  CHECK_THAT(words("kitchen"), Catch::Contains("(Unknown PCM kitchen)"));
  CHECK_THAT(words("groupless"), Catch::Contains("create group nosuchgroup"));
  CHECK_THAT(words("absent"), Catch::Contains("(there is no such card)"));
}

TEST_CASE("what leads to ALSA's null is a no: nobody can hear it") {
  const char* output = GENERATE("null", "plug:null");
  Try attempt{{.output = output}};
  CHECK_FALSE(attempt.was_heard());
}

TEST_CASE(
    "a sound server that is not there and a screen that is not are said") {
  const auto words = [](int error) {
    return voice::alsa::category().message(error);
  };
  CHECK_THAT(words(-EHOSTDOWN), Catch::Contains("PipeWire"));
  CHECK_THAT(words(-ECONNREFUSED), Catch::Contains("PulseAudio"));
  CHECK_THAT(words(-524), Catch::Contains("HDMI"));
  CHECK_THAT(words(-ENODEV), Catch::Contains("No such device"));
}

TEST_CASE("a card that comes late is waited for where there is time") {
  const Tape tape;
  const TemporaryDirectory directory;
  g_setenv("EARSHOT_PLUGGED", (directory / "plug").c_str(), TRUE);
  Try attempt{{.output = "late"}, 300ms, 10s};
  CHECK_FALSE(wait_until([&] { return attempt.heard.has_value(); }, 700ms));
  directory.write("plug", "");
  CHECK(attempt.was_heard());
  CHECK(tape.length() > Sound::rate / 4);
  g_unsetenv("EARSHOT_PLUGGED");
}

TEST_CASE(
    "a card that another program keeps is not waited for as one to come") {
  const Tape tape;
  const voice::alsa::Pcm other = voice::alsa::open("quick");
  const auto start = std::chrono::steady_clock::now();
  Try attempt{{.output = "quick"}, 300ms, 15s};
  CHECK_FALSE(attempt.was_heard());
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("a card that does not come is a no when the time is over") {
  const auto start = std::chrono::steady_clock::now();
  Try attempt{{.output = "absent", .fallbacks = {"nosuchpcm"}}, 300ms, 1s};
  CHECK_FALSE(attempt.was_heard());
  CHECK(std::chrono::steady_clock::now() - start >= 1s);
}

TEST_CASE("a card that opens slowly does not hold up the loop") {
  const Tape tape;
  Try attempt{{.output = "sleepy"}};
  int ticks = 0;
  glib::Timeout clock;
  clock.every(10ms, [&] { ++ticks; });
  CHECK(attempt.was_heard());
  // A loop that waited for the card would have ticked once or twice.
  CHECK(ticks > 20);
}

TEST_CASE("a card that never opens is given up in time") {
  Try attempt{{.output = "asleep"}};
  CHECK_FALSE(attempt.was_heard());
}

TEST_CASE("silence comes at once, even while a card opens") {
  const Tape tape;
  std::optional<Try> attempt{std::in_place, SoundSettings{.output = "sleepy"}};
  wait_until([] { return false; }, 100ms);
  attempt.reset();
  wait_until([] { return false; }, 1500ms);
  CHECK(tape.length() == 0);
}
