// SPDX-License-Identifier: GPL-3.0-or-later
// How loud an announcement is, with a mixer and without.
#include "test/speech/attempt.hpp"

using namespace std::chrono_literals;

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
