// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs with rates, channels and routes of their own.
#include <algorithm>

#include "test/speech/attempt.hpp"

using namespace std::chrono_literals;

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

TEST_CASE("phones' music is softer by what its volume-max says") {
  const Tape tape;
  const char* slave = GENERATE("quick", "mono");
  INFO(slave);
  Try attempt{{.output = std::string{"earshot_music:LEVEL=0.5,SLAVE=\"plug:'"} +
                         slave + "'\""}};
  CHECK(attempt.was_heard());
  const auto played = tape.channels();
  REQUIRE(played.size() >= 22'050 / 4);
  const int most = *std::max_element(played.begin(), played.end());
  CHECK(most >= 4'000);
  CHECK(most < 5'200);  // a converter may overshoot
}

TEST_CASE("a route table that lets nothing through is a no") {
  const Tape tape;
  Try attempt{{.output = "table_centre"}};
  CHECK_FALSE(attempt.was_heard());
}
