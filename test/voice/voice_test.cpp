// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voice.hpp"

#include <glib.h>

#include <cmath>

#include "test/support/catch.hpp"
#include "test/voice/listen.hpp"
#include "voice/loudness.hpp"

using namespace std::chrono_literals;
using voice::Digits;
using voice::Earcon;
using voice::Phrase;
using voice::Phrasebook;
using voice::Settings;
using voice::Sound;
using voice::SpeechError;
using voice::Synthesizer;
using voice::Voice;

namespace {

const Voice::Code code{4, 7, 0, 3, 9, 1};

Settings speaking(std::vector<std::string> languages) {
  Settings settings;
  settings.languages = std::move(languages);
  return settings;
}

auto length(voice::Announcement announcement) {
  return announcement.whole().duration();
}

/** Of the row, once, without what is said before it. */
auto length_of(const std::vector<bool>& row, Voice& voice) {
  voice::Announcement said = voice.knock(row);
  said.next();  // the notes, and what to do
  said.next();
  return said.next().duration();
}

}  // namespace

TEST_CASE("a name that would be spelled for long is not said") {
  Voice voice{{}, phrasebooks()};
  const auto spelled = voice.compare(code, "bcdfghjklmnpqrstvwxzbcdf");
  const auto unnamed = voice.compare(code, "");
  CHECK(std::chrono::abs(length(spelled) - length(unnamed)) < 200ms);
}

TEST_CASE("the box's own name is said as phones list it, digits and all") {
  const auto [shorter, longer] = GENERATE(table<const char*, const char*>(
      {{"Wohnzimmer", "Wohnzimmer 1"},
       {"raspberrypi", "raspberrypi #2"},
       {"HiFi", "HiFi 5.1"},
       {"moode", "moode-2"},
       {"Küche & Bad – Lautsprecher", "Küche & Bad – Lautsprecher oben"}}));
  Voice voice{speaking({"de"}), phrasebooks()};
  CHECK(length(voice.opened(longer)) > length(voice.opened(shorter)) + 100ms);
}

TEST_CASE("a name that can't be read has a sentence without one") {
  const char* name = GENERATE("", "\U0001F4FB", "居間", "بيت");
  Voice voice{{}, phrasebooks()};
  const auto unnamed =
      length(voice.sentence(Earcon::asks, Phrase::opened_unnamed));
  CHECK(std::chrono::abs(length(voice.opened(name)) - unnamed) < 200ms);
  const auto asks = length(voice.compare(code, ""));
  CHECK(std::chrono::abs(length(voice.compare(code, name)) - asks) < 200ms);
}

TEST_CASE("a language reads Latin and its own script") {
  const voice::Language japanese{phrasebooks(), "ja", "", 165};
  CHECK(japanese.reads("スピーカー 2"));
  CHECK(japanese.reads("Sony"));
  CHECK_FALSE(japanese.reads("居間"));
  const voice::Language german{phrasebooks(), "de", "", 165};
  CHECK(german.reads("Küche 1"));
  CHECK_FALSE(german.reads("スピーカー"));
  CHECK_FALSE(german.reads("Pixel von 太郎"));
}

TEST_CASE("an announcement begins with its earcon, before a word is made") {
  Voice voice{{}, phrasebooks()};
  voice::Announcement compare = voice.compare(code, "Pixel");
  CHECK(compare.next().samples() ==
        voice::earcon(Earcon::asks, 300ms).samples());
  CHECK_FALSE(compare.done());
}

TEST_CASE("a code has the silences that were asked for") {
  const Digits digits = english_digits();
  const auto silences = gaps(digits.code({8, 8, 8, 8, 8, 8}, {}));
  REQUIRE(silences.size() == 5);
  for (std::size_t i = 0; i < silences.size(); ++i) {
    const auto wanted = i == 2 ? 400ms : 220ms;
    CHECK(silences[i] >= wanted - 10ms);
    CHECK(silences[i] <= wanted + 60ms);
  }
}

TEST_CASE("leading zeros are said") {
  const auto zeros = english_digits().code({0, 0, 0, 0, 0, 7}, {});
  CHECK(zeros.duration() > 2500ms);
  CHECK(gaps(zeros).size() == 5);
}

TEST_CASE("the longest code is known without saying it") {
  const Digits digits = english_digits();
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    Voice::Code same;
    same.fill(digit);
    // Each sound is cut to whole milliseconds.
    CHECK(digits.code(same, {}).duration() <= digits.longest({}) + 6ms);
  }
}

TEST_CASE("two languages say the code once each, and no name twice") {
  Voice both{speaking({"de", "en"}), phrasebooks()};
  Voice german{speaking({"de"}), phrasebooks()};
  CHECK(length(both.compare(code, "Pixel")) >
        length(german.compare(code, "Pixel")));
  CHECK(length(both.compare(code, "Pixel")) <= 20s);
  // Each statement is said in both.
  CHECK(length(both.sentence(Earcon::no, Phrase::closed)) >
        length(german.sentence(Earcon::no, Phrase::closed)) + 500ms);
  CHECK(gaps(both.compare(code, "").whole()).size() >= 10);
}

TEST_CASE("every digit and sentence is equally loud, in every language") {
  const std::string name =
      GENERATE(from_range(Phrasebook::languages(phrasebooks())));
  CAPTURE(name);
  voice::Language language{phrasebooks(), name, "", 165};
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    CAPTURE(int{digit});
    const Sound& sound = language.digits().digit(digit);
    CHECK(std::abs(voice::active_level(sound) + 18) < 2);
    CHECK(sound.peak() <= 29'300);
  }
  CHECK(std::abs(voice::active_level(language.say(Phrase::closed)) + 18) < 2);
}

TEST_CASE("a row lasts equally long whatever it asks, in every language") {
  const std::string language = any_language();
  CAPTURE(language);
  Voice voice{speaking({language}), phrasebooks()};
  const auto ups = length_of(std::vector<bool>(6, true), voice);
  const auto downs = length_of(std::vector<bool>(6, false), voice);
  // eSpeak NG says a word by some 20 ms shorter or longer each time.
  CHECK(std::max(ups, downs) - std::min(ups, downs) <= 150ms);
}

TEST_CASE("a row is said in threes") {
  Voice voice{speaking({"en"}), phrasebooks()};
  const auto lasts = [&](std::size_t presses) {
    return length_of(std::vector<bool>(presses, true), voice);
  };
  const auto within_three = lasts(3) - lasts(2);
  const auto to_the_next = lasts(4) - lasts(3);
  CHECK(std::chrono::abs(to_the_next - within_three - 200ms) <= 150ms);
}

TEST_CASE("the longest row ends within its 40 seconds in every language") {
  const std::string language = any_language();
  CAPTURE(language);
  Settings settings = speaking({language});
  settings.wake = 2s;
  Voice voice{settings, phrasebooks()};
  const std::vector<bool> row(16, true);
  CHECK(voice.knock(row).whole().duration() < 38s);
}

TEST_CASE("tones begin their slots, within 45 seconds in every language") {
  const std::string language = any_language();
  CAPTURE(language);
  Settings settings = speaking({language});
  settings.wake = 2s;
  Voice voice{settings, phrasebooks()};
  const std::vector slots{true, false, true, false, false, true, false};
  voice::Announcement said = voice.tones(slots, 4600ms);
  auto all = 0ms;
  // The notes, what to do, and a while to get ready.
  for (int part = 0; part < 3; ++part) all += said.next().duration();
  for (const bool sounds : slots) {
    const Sound slot = said.next();
    CHECK(slot.duration() == 4600ms);
    CHECK(slot.trimmed().duration() <= 600ms);
    CHECK((slot.peak() > 1000) == sounds);
    all += slot.duration();
  }
  CHECK(said.done());
  CHECK(all <= 45s);
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

TEST_CASE("settings that make a code too long are refused with a remedy") {
  Settings slow;
  slow.rate = 80;
  CHECK_THROWS_WITH(Voice(slow, phrasebooks()), Catch::Contains("raise rate"));
}

TEST_CASE("the longest notes leave room for the words, in any language") {
  Settings sleepy;
  sleepy.wake = 2000ms;
  sleepy.languages = {
      GENERATE(from_range(Phrasebook::languages(phrasebooks())))};
  CAPTURE(sleepy.languages.front());
  Voice voice{sleepy, phrasebooks()};
  CHECK(length(voice.compare(code, "Jean-Luc")) <= 17s);
}

TEST_CASE("any two languages can be spoken together") {
  const auto names = Phrasebook::languages(phrasebooks());
  for (const std::string& first : names)
    for (const std::string& second : names)
      if (first != second) {
        CAPTURE(first, second);
        CHECK_NOTHROW(Voice{speaking({first, second}), phrasebooks()});
      }
}

TEST_CASE("another language in between leaves the voice as it was") {
  Voice english{{}, phrasebooks()};
  const auto before = length(english.sentence(Earcon::no, Phrase::closed));
  Voice french{speaking({"fr"}), phrasebooks()};
  length(french.sentence(Earcon::no, Phrase::closed));
  const auto after = length(english.sentence(Earcon::no, Phrase::closed));
  CHECK(std::chrono::abs(after - before) < 100ms);
}
