// SPDX-License-Identifier: GPL-3.0-or-later
// Sound outputs that are busy, slow, strange, gone, or too loud.
#include "speech/speaking.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>

#include "test/support/catch.hpp"
#include "test/support/knobs.hpp"
#include "test/support/wait.hpp"
#include "voice/voice.hpp"

using namespace std::chrono_literals;
using voice::Announcement;
using voice::Sound;

namespace {

Announcement tone(std::chrono::milliseconds length) {
  std::vector<Sound::Sample> samples(static_cast<std::size_t>(length.count()) *
                                     Sound::rate / 1000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = i % 40 < 20 ? 8'000 : -8'000;
  return Announcement{Sound{std::move(samples)}};
}

/** One announcement and what became of it. */
struct Try {
  explicit Try(const SoundSettings& settings,
               std::chrono::milliseconds length = 300ms)
      : speaking{settings, run / "mixer", tone(length),
                 [this](bool all) { heard = all; }} {}

  bool was_heard() {
    REQUIRE(wait_until([this] { return heard.has_value(); }));
    return *heard;
  }

  TemporaryDirectory run;
  std::optional<bool> heard;
  Speaking speaking;
};

int peak(const Tape& tape) {
  int result = 0;
  for (const auto sample : tape.samples())
    result = std::max(result, std::abs(int{sample}));
  return result;
}

}  // namespace

TEST_CASE("a busy card is tried again, and heard once it is free") {
  const Tape tape;
  voice::alsa::Pcm other = voice::alsa::open("quick");
  Try attempt{{.output = "quick"}};
  CHECK_FALSE(wait_until([&] { return attempt.heard.has_value(); }, 500ms));
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

TEST_CASE("a card of 48 kHz in stereo alone is played, too") {
  const Tape tape;
  Try attempt{{.output = "stereo48"}, 500ms};
  CHECK(attempt.was_heard());
  CHECK(tape.channels().size() >= 48'000);  // half a second
  CHECK(peak(tape) > 6'000);
}

TEST_CASE(
    "a pipe that is read as 48 kHz stereo gets that, at the right speed") {
  const Tape pipe;
  Try attempt{{.output = "snapcast"}, 1s};
  CHECK(attempt.was_heard());
  const std::size_t frames = pipe.channels().size() / 2;
  CHECK(frames >= 47'900);
  CHECK(frames < 60'000);
  CHECK(peak(pipe) > 6'000);
}

TEST_CASE("a loudspeaker that is fed from the right input alone is heard") {
  const Tape tape;
  Try attempt{{.output = "table_right"}};
  CHECK(attempt.was_heard());
  CHECK(peak(tape) == 8'000);
}

TEST_CASE("two cards as one play on the left and on the right") {
  const Tape tape;
  Try attempt{{.output = "table_stereo"}};
  CHECK(attempt.was_heard());
  CHECK(peak(tape) == 8'000);
}

TEST_CASE("one loudspeaker alone plays as loud as two would") {
  const Tape tape;
  Try attempt{{.output = "mono"}, 500ms};
  CHECK(attempt.was_heard());
  const auto played = tape.channels();
  CHECK(played.size() >= 22'050);  // half a second at 44,100 Hz
  CHECK(*std::max_element(played.begin(), played.end()) >= 8'000);
}

TEST_CASE("a route table that lets nothing through is a no") {
  const Tape tape;
  Try attempt{{.output = "table_centre"}};
  CHECK_FALSE(attempt.was_heard());
}

TEST_CASE("without a mixer the sound itself has the volume, up to its most") {
  const Tape tape;
  const MixerSettings soft{.volume = 100, .most = 50};
  Try attempt{{.output = "quick", .mixer = soft}};
  CHECK(attempt.was_heard());
  CHECK(peak(tape) == 1'000);
}

TEST_CASE("with a mixer the sound is whole, and the mixer is put back") {
  const Tape tape;
  const Knobs knobs{"10 10 1"};
  Try attempt{{.output = "quick",
               .mixer = {.card = "knobs", .element = "PCM", .volume = 60}},
              5s};
  CHECK(wait_until([&] { return knobs.values() == "153 153 1\n"; }));
  CHECK(attempt.was_heard());
  CHECK(knobs.values() == "10 10 1\n");
  CHECK(peak(tape) == 8'000);
}

TEST_CASE("the mixer is left to who holds the card, until it is free") {
  const Tape tape;
  const Knobs knobs{"10 10 1"};
  voice::alsa::Pcm other = voice::alsa::open("quick");
  Try attempt{{.output = "quick",
               .mixer = {.card = "knobs", .element = "PCM", .volume = 60}},
              5s};
  int looks = 0;
  bool touched = false;
  glib::Timeout look;
  look.every(1ms, [&] {
    ++looks;
    touched = touched || knobs.values() != "10 10 1\n";
  });
  wait_until([] { return false; }, 500ms);
  look.stop();
  CHECK(looks > 50);
  CHECK_FALSE(touched);
  other.reset();
  CHECK(wait_until([&] { return knobs.values() == "153 153 1\n"; }));
  CHECK(attempt.was_heard());
  CHECK(knobs.values() == "10 10 1\n");
}

TEST_CASE("a mixer that can't be had is a no: it might be too loud") {
  const Tape tape;
  Try attempt{{.output = "quick",
               .mixer = {.card = "nosuchcard", .element = "PCM", .most = 20}}};
  CHECK_FALSE(attempt.was_heard());
  CHECK(tape.length() == 0);
}
