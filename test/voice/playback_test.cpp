// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/playback.hpp"

#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"
#include "voice/stereo.hpp"

using namespace std::chrono_literals;
using voice::Announcement;
using voice::Playback;
using voice::Sound;

namespace {

Sound tone(std::chrono::milliseconds length) {
  std::vector<Sound::Sample> samples(static_cast<std::size_t>(length.count()) *
                                     Sound::rate / 1000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<Sound::Sample>(1 + i % 30'000);
  return Sound{std::move(samples)};
}

/** Waits as the playback asks, until it is done. */
void play(Playback& playback) {
  auto descriptors = playback.descriptors();
  for (;;) {
    const auto state = playback.go_on();
    // Whatever a card says of itself, before it has begun, too.
    CHECK(playback.played() >= 0ms);
    CHECK(playback.played().count() * voice::stereo::rate / 1000 <=
          static_cast<long>(playback.written()));
    switch (state) {
      case Playback::State::done:
        return;
      case Playback::State::writing:
        REQUIRE(poll(descriptors.data(), descriptors.size(), 5'000) > 0);
        playback.polled(descriptors);
        break;
      case Playback::State::draining:
        poll(nullptr, 0, static_cast<int>(playback.wait().count()));
        break;
    }
  }
}

int error_of(const char* pcm) {
  try {
    Playback playback{voice::alsa::open(pcm), Announcement{tone(3s)}};
    play(playback);
  } catch (const std::system_error& e) {
    CHECK(e.code().category() == voice::alsa::category());
    CHECK(std::string{e.what()}.size() > 10);
    return e.code().value();
  }
  return 0;
}

}  // namespace

TEST_CASE("all samples are played, in order, and nothing but silence after") {
  const Tape tape;
  const Sound sound = tone(710ms);
  {
    Playback playback{voice::alsa::open("quick"), Announcement{sound}};
    play(playback);
  }
  const auto played = tape.samples();
  const auto& wanted = sound.samples();
  REQUIRE(played.size() >= wanted.size());
  CHECK(std::equal(wanted.begin(), wanted.end(), played.begin()));
  CHECK(std::all_of(played.begin() + static_cast<long>(wanted.size()),
                    played.end(), [](auto sample) { return sample == 0; }));
}

TEST_CASE("playing takes as long as the sound lasts") {
  const Tape tape;
  const auto start = std::chrono::steady_clock::now();
  Playback playback{voice::alsa::open("real_time"), Announcement{tone(500ms)}};
  play(playback);
  CHECK(std::chrono::steady_clock::now() - start >= 480ms);
}

TEST_CASE("a loop that was late goes on where it was") {
  const Tape tape;
  const Sound sound = tone(910ms);
  {
    Playback playback{voice::alsa::open("real_time"), Announcement{sound}};
    playback.go_on();
    poll(nullptr, 0, 400);  // the card has run dry: EPIPE
    play(playback);
    CHECK(playback.written() >= 2 * sound.samples().size());
  }
  const auto played = tape.samples();
  CHECK(played.size() >= sound.samples().size());
  CHECK(played.back() == 0);
}

TEST_CASE("destroying a playback is silence at once") {
  const Tape tape;
  {
    Playback playback{voice::alsa::open("real_time"), Announcement{tone(5s)}};
    auto descriptors = playback.descriptors();
    for (int i = 0; i < 20; ++i) {
      REQUIRE(playback.go_on() == Playback::State::writing);
      REQUIRE(poll(descriptors.data(), descriptors.size(), 5'000) > 0);
      playback.polled(descriptors);
    }
  }
  // The card held 200 ms more; they were not played.
  CHECK(tape.samples().size() < Sound::rate);
}

TEST_CASE("a sound of nothing is done at once") {
  Playback playback{voice::alsa::open("quick"), Announcement{}};
  CHECK(playback.go_on() == Playback::State::done);
}

TEST_CASE("a card that plays at once takes all of it") {
  Playback playback{voice::alsa::open("file:/dev/null,raw"),
                    Announcement{tone(1s)}};
  play(playback);
  CHECK(playback.written() >= voice::stereo::rate);
}

TEST_CASE("a pipe that is read in real time is given a little at a time") {
  const TemporaryDirectory directory;
  const auto pipe = directory / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const int ear = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(ear >= 0);
  fcntl(ear, F_SETPIPE_SZ, 4096);
  g_setenv("EARSHOT_PIPE", pipe.c_str(), TRUE);
  int turns = 0;
  std::thread listener;
  {
    Playback playback{voice::alsa::open("pipe"), Announcement{tone(1s)}};
    listener = std::thread{[ear] {
      std::array<char, 4 * voice::stereo::rate / 100> heard{};  // 10 ms
      while (read(ear, heard.data(), heard.size()) != 0) poll(nullptr, 0, 10);
    }};
    while (playback.go_on() == Playback::State::writing) ++turns;
    CHECK(playback.written() >= voice::stereo::rate);
  }
  listener.join();
  close(ear);
  g_unsetenv("EARSHOT_PIPE");
  CHECK(turns >= 4);
}

TEST_CASE("a card that is absent, busy or broken is an error that names it") {
  const Tape tape;
  CHECK_THROWS_WITH(voice::alsa::open("absent"), Catch::Contains("absent"));
  CHECK(error_of("nosuchpcm") == -ENOENT);
  CHECK(error_of("breaking") == -EIO);
  CHECK(error_of("pulled_out") == -ENODEV);
  CHECK(error_of("suspended") == -ESTRPIPE);
  const Playback first{voice::alsa::open("real_time"), Announcement{tone(1s)}};
  CHECK(error_of("real_time") == -EBUSY);
}
