// SPDX-License-Identifier: GPL-3.0-or-later
// What every language must hold; a new phrasebook is tested by being there.
#include <espeak-ng/speak_lib.h>
#include <glib.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "test/support/catch.hpp"
#include "test/voice/listen.hpp"
#include "voice/language.hpp"
#include "voice/voice.hpp"

using namespace std::chrono_literals;
using voice::Earcon;
using voice::Language;
using voice::Phrase;
using voice::Phrasebook;
using voice::Voice;

namespace {

Voice speaking(const std::string& language) {
  voice::Settings settings;
  settings.languages = {language};
  return {settings, phrasebooks()};
}

/** eSpeak NG's phonemes of a text, in the voice that spoke last. */
std::string phonemes(const std::string& text) {
  const void* at = text.c_str();
  std::string result;
  while (at) result += espeak_TextToPhonemes(&at, espeakCHARS_UTF8, 0);
  return result;
}

auto length(voice::Announcement announcement) {
  return announcement.whole().duration();
}

}  // namespace

TEST_CASE("there are at least ten languages") {
  const auto languages = Phrasebook::languages(phrasebooks());
  CHECK(languages.size() >= 10);
  for (const char* language :
       {"de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv"})
    CHECK(std::count(languages.begin(), languages.end(), language) == 1);
}

TEST_CASE("every code in every language is said in good time") {
  const std::string name = any_language();
  CAPTURE(name);
  Voice voice = speaking(name);
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    Voice::Code worst;
    worst.fill(digit);
    // "From a phone." is part of it here.
    CHECK(length(voice.compare(worst, "")) <= 16'500ms);
    CHECK(length(voice.type(worst, "")) <= 16'500ms);
    for (const char* device : {"Wwwwwww Wwwwwwww Wwwwwww", "Jean-Luc"}) {
      CHECK(length(voice.compare(worst, device)) <= 18s);
      CHECK(length(voice.type(worst, device)) <= 18s);
    }
    for (const Phrase act :
         {Phrase::act_key, Phrase::act_owner, Phrase::act_command})
      CHECK(length(voice.compare(worst, "Jean-Luc", act)) <= 20s);
  }
}

TEST_CASE("the phone is named with every code, in every language") {
  const std::string name = any_language();
  CAPTURE(name);
  Voice voice = speaking(name);
  // eSpeak NG spells Latin letters in Japanese.
  const char* device =
      name == "ja" ? "ギャラクシー ウルトラ" : "Samsung Galaxy Ultra";
  // A name that finds no room is replaced by "a phone": here only in a code
  // that repeats the longest digits.
  for (const Voice::Code& code :
       {Voice::Code{4, 7, 0, 3, 9, 1}, Voice::Code{2, 5, 8, 0, 3, 6},
        Voice::Code{6, 7, 8, 1, 3, 5}}) {
    CAPTURE(+code[0]);
    const auto named = [&](std::optional<Phrase> act) {
      return length(voice.compare(code, device, act)) -
             length(voice.compare(code, "", act));
    };
    CHECK(named({}) > 300ms);
    for (const Phrase act :
         {Phrase::act_key, Phrase::act_owner, Phrase::act_command})
      CHECK(named(act) > 300ms);
  }
}

TEST_CASE("every statement in every language is short") {
  const std::string name = any_language();
  CAPTURE(name);
  Voice voice = speaking(name);
  for (const char* speaker : {"Living Room", "raspberrypi #2", ""}) {
    CHECK(length(voice.opened(speaker)) > 1500ms);
    CHECK(length(voice.opened(speaker)) < 8s);
  }
  for (const Phrase phrase :
       {Phrase::closed, Phrase::locked, Phrase::locked_long, Phrase::paired,
        Phrase::let_in, Phrase::forgotten, Phrase::undone, Phrase::not_you,
        Phrase::refused, Phrase::no_bluetooth, Phrase::no_adapter, Phrase::off,
        Phrase::mistake, Phrase::unsafe, Phrase::no_language,
        Phrase::not_kept}) {
    CAPTURE(static_cast<int>(phrase));
    CHECK(length(voice.sentence(Earcon::no, phrase)) > 800ms);
    CHECK(length(voice.sentence(Earcon::no, phrase)) < 5s);
  }
  for (const Phrase phrase : {Phrase::playing, Phrase::left})
    CHECK(length(voice.sentence(Earcon::yes, phrase, "Pixel 8")) < 3s);
  for (const char* device : {"Pixel 8", "ギャラクシー", ""}) {
    CHECK(length(voice.in_use(device)) > 1500ms);
    CHECK(length(voice.in_use(device)) < 4s);
  }
}

TEST_CASE("every digit of every language has its own phonemes") {
  const std::string name = any_language();
  CAPTURE(name);
  const Phrasebook book{phrasebooks(), name};
  Language language{phrasebooks(), name, "", 165};
  language.say(Phrase::up);  // selects the voice
  std::map<std::string, std::string> known;
  for (const std::string& digit : book.digits()) {
    const std::string sounds = phonemes(digit);
    CAPTURE(digit, sounds);
    CHECK(sounds.size() >= 2);
    // A voice that lacks the letters speaks another language's: "(en)...".
    CHECK(sounds.find('(') == sounds.npos);
    CHECK(known.emplace(sounds, digit).second);
  }
}

TEST_CASE("no phrase is read by another language's rules, or spelled") {
  const std::string name = any_language();
  CAPTURE(name);
  const Phrasebook book{phrasebooks(), name};
  Language language{phrasebooks(), name, "", 165};
  language.say(Phrase::up);
  for (const Phrase phrase :
       {Phrase::compare_before, Phrase::compare_after, Phrase::type_before,
        Phrase::type_after, Phrase::keypad, Phrase::wants_in, Phrase::again,
        Phrase::closed, Phrase::paired, Phrase::knock, Phrase::up, Phrase::down,
        Phrase::play, Phrase::tones, Phrase::in_use}) {
    const std::string sounds = phonemes(book.say(phrase));
    CAPTURE(sounds);
    CHECK(sounds.find("(en)") == sounds.npos);
  }
}

TEST_CASE("up and down can't be taken for each other") {
  const std::string name = any_language();
  CAPTURE(name);
  Language language{phrasebooks(), name, "", 165};
  language.say(Phrase::up);
  CHECK(phonemes(language.words(Phrase::up)) !=
        phonemes(language.words(Phrase::down)));
}
