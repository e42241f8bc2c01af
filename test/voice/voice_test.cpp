// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voice.hpp"

#include <glib.h>

#include <cmath>

#include "test/catch.hpp"
#include "test/temporary.hpp"

using namespace std::chrono_literals;
using voice::Digits;
using voice::Settings;
using voice::Sound;
using voice::SpeechError;
using voice::Synthesizer;
using voice::Voice;

namespace {

const std::string phrasebooks = g_getenv("EARSHOT_PHRASEBOOKS");
const Voice::Code code{4, 7, 0, 3, 9, 1};

/** Mean level of the samples, in 16-bit units. */
double loudness(const Sound& sound) {
  double sum = 0;
  for (const Sound::Sample s : sound.samples()) sum += double{1} * s * s;
  return std::sqrt(sum / static_cast<double>(sound.samples().size()));
}

/** Silences of 50 ms and more inside a sound. */
std::vector<std::chrono::milliseconds> gaps(const Sound& sound) {
  std::vector<std::chrono::milliseconds> result;
  std::size_t zeros = 0;
  for (const Sound::Sample s : sound.samples()) {
    if (s == 0) {
      ++zeros;
      continue;
    }
    const std::chrono::milliseconds gap{zeros * 1000 / Sound::rate};
    if (gap >= 50ms) result.push_back(gap);
    zeros = 0;
  }
  return result;
}

}  // namespace

TEST_CASE("every code in every language is said within fifteen seconds") {
  const std::string language = GENERATE("en", "fr");
  Settings settings;
  settings.language = language;
  Voice voice{settings, phrasebooks};
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    Voice::Code worst;
    worst.fill(digit);
    for (const char* name : {"", "Wwwwwww Wwwwwwww Wwwwwww", "Jean-Luc"}) {
      CHECK(voice.compare(worst, name).duration() <= 15s);
      CHECK(voice.type(worst, name).duration() <= 15s);
    }
  }
  CHECK(voice.opened("Living Room").duration() < 6s);
  CHECK(voice.sentence(voice::Phrase::closed).duration() < 3s);
  CHECK(voice.sentence(voice::Phrase::paired).duration() < 4s);
}

TEST_CASE("a name that would be spelled for long is not said") {
  Voice voice{{}, phrasebooks};
  const auto spelled = voice.compare(code, "bcdfghjklmnpqrstvwxzbcdf");
  const auto unnamed = voice.compare(code, "");
  CHECK(std::chrono::abs(spelled.duration() - unnamed.duration()) < 200ms);
}

TEST_CASE("a code has the silences that were asked for") {
  Synthesizer synthesizer{{}};
  const Digits digits{synthesizer};
  const auto silences = gaps(digits.code({8, 8, 8, 8, 8, 8}, {}));
  REQUIRE(silences.size() == 5);
  for (std::size_t i = 0; i < silences.size(); ++i) {
    const auto wanted = i == 2 ? 350ms : 150ms;
    CHECK(silences[i] >= wanted - 10ms);
    CHECK(silences[i] <= wanted + 60ms);
  }
}

TEST_CASE("leading zeros are said") {
  Synthesizer synthesizer{{}};
  const Digits digits{synthesizer};
  const auto zeros = digits.code({0, 0, 0, 0, 0, 7}, {});
  CHECK(zeros.duration() > 2500ms);
  CHECK(gaps(zeros).size() == 5);
}

TEST_CASE("speech is trimmed of eSpeak NG's silent tail") {
  Synthesizer synthesizer{{}};
  const Sound said = synthesizer.say("Pairing is closed.");
  const Sound again = said.trimmed();
  CHECK(said.duration() - again.duration() < 20ms);
  CHECK(said.peak() > 10'000);
}

TEST_CASE("a language or variant that eSpeak NG lacks is named") {
  CHECK_THROWS_WITH(Synthesizer({.language = "xx-nowhere"}),
                    Catch::Contains("xx-nowhere"));
  CHECK_THROWS_WITH(Synthesizer({.variant = "nosuch"}),
                    Catch::Contains("nosuch"));
  CHECK_NOTHROW(Synthesizer({.variant = "f2"}));
}

TEST_CASE("a voice that can't say digits is refused") {
  Synthesizer silent{{.volume = 0}};
  CHECK_THROWS_WITH(Digits{silent}, Catch::Contains("digit"));
}

TEST_CASE("trap: some languages are silent on digits") {
  // eSpeak NG 1.51 says none in Hebrew, 1.52 does: refused, or all audible.
  Synthesizer hebrew{{.language = "he"}};
  bool refused = false;
  try {
    const Digits digits{hebrew};
    CHECK(gaps(digits.code({0, 1, 2, 3, 4, 5}, {})).size() >= 5);
  } catch (const SpeechError&) {
    refused = true;
  }
  CHECK(refused == (hebrew.say("1").duration() < 100ms));
}

TEST_CASE("settings that make a code too long are refused with a remedy") {
  Settings slow;
  slow.rate = 80;
  CHECK_THROWS_WITH(Voice(slow, phrasebooks), Catch::Contains("raise rate"));
}

TEST_CASE("another language in between leaves the voice as it was") {
  Voice english{{}, phrasebooks};
  Settings settings;
  settings.language = "fr";
  const auto before = english.sentence(voice::Phrase::closed).duration();
  Voice french{settings, phrasebooks};
  french.sentence(voice::Phrase::closed);
  const auto after = english.sentence(voice::Phrase::closed).duration();
  CHECK(std::chrono::abs(after - before) < 100ms);
}

// Traps of eSpeak NG 1.51, each with what is said of a hostile name.

TEST_CASE("trap: a name of 68 times s' aborts eSpeak NG") {
  std::string name;
  for (int i = 0; i < 68; ++i) name += "s'";
  Voice voice{{}, phrasebooks};
  CHECK(voice.compare(code, name).duration() > 5s);
}

TEST_CASE("trap: a command byte in a name mutes all later speech") {
  Voice voice{{}, phrasebooks};
  const double before = loudness(voice.sentence(voice::Phrase::closed));
  voice.compare(code,
                "Bob\x01"
                "0A\x01"
                "400S");
  const double after = loudness(voice.sentence(voice::Phrase::closed));
  CHECK(after > before * 0.8);
  CHECK(after < before * 1.2);
}

TEST_CASE("trap: parameters changed by earlier text are set anew") {
  Synthesizer synthesizer{{}};
  const Sound before = synthesizer.say("Pairing is closed.");
  synthesizer.say(
      "x\x01"
      "0A\x01"
      "400S");
  const Sound after = synthesizer.say("Pairing is closed.");
  CHECK(loudness(after) > loudness(before) * 0.8);
  CHECK(std::chrono::abs(after.duration() - before.duration()) < 200ms);
}

TEST_CASE("trap: markup is text, no command") {
  Voice voice{{}, phrasebooks};
  CHECK(voice.compare(code, "<break time=\"30s\"/>").duration() <= 15s);
  CHECK(voice.compare(code, "<audio src=\"/etc/passwd\"/>").duration() <= 15s);
}

TEST_CASE("trap: a joined code would be a cardinal; digits are single") {
  Synthesizer synthesizer{{}};
  const Digits digits{synthesizer};
  const auto six = digits.code({1, 2, 3, 4, 5, 6}, {});
  CHECK(gaps(six).size() >= 5);
}
