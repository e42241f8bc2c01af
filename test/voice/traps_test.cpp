// SPDX-License-Identifier: GPL-3.0-or-later
// Traps of eSpeak NG 1.51 that this use of it can meet, each by name.
#include <glib.h>

#include <cstdlib>
#include <filesystem>

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"
#include "test/voice/listen.hpp"
#include "voice/language.hpp"
#include "voice/spoken_name.hpp"
#include "voice/voice.hpp"

using namespace std::chrono_literals;
using voice::Earcon;
using voice::Phrase;
using voice::Sound;
using voice::Synthesizer;
using voice::Voice;

namespace {

const Voice::Code code{4, 7, 0, 3, 9, 1};

/** A phrasebook of English with another voice. */
std::string mistake(const std::string& language) {
  const TemporaryDirectory directory;
  std::string text = TemporaryDirectory::read(phrasebooks() + "/en.ini");
  const std::string voice = "voice = en-us";
  text.replace(text.find(voice), voice.size(), "voice = " + language);
  for (int digit = 0; digit < 10; ++digit) {
    const std::string key = "\n" + std::to_string(digit) + " = ";
    const std::size_t at = text.find(key) + key.size();
    text.replace(at, text.find('\n', at) - at, std::to_string(digit));
  }
  directory.write("test.ini", text);
  try {
    const voice::Language made{directory.path(), "test", "", 165};
    return {};
  } catch (const voice::SpeechError& e) {
    return e.what();
  }
}

/** Every digit is. */
bool is_heard(const std::string& language) {
  Synthesizer synthesizer{{.language = language}};
  for (int digit = 0; digit < 10; ++digit)
    if (synthesizer.say(std::to_string(digit)).duration() <= 100ms)
      return false;
  return true;
}

}  // namespace

TEST_CASE("trap: a name of 68 times s' aborts eSpeak NG") {
  std::string name;
  for (int i = 0; i < 68; ++i) name += "s'";
  Voice voice{{}, phrasebooks()};
  CHECK(voice.compare(code, name).whole().duration() > 5s);
  CHECK(voice.text(name).whole().duration() > 300ms);
}

TEST_CASE("trap: a command byte in a name mutes all later speech") {
  Voice voice{{}, phrasebooks()};
  const auto closed = [&] {
    return loudness(voice.sentence(Earcon::no, Phrase::closed).whole());
  };
  const double before = closed();
  voice
      .compare(code,
               "Bob\x01"
               "0A\x01"
               "400S")
      .whole();
  const double after = closed();
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

TEST_CASE("trap: phonemes in brackets are text") {
  Synthesizer synthesizer{{}};
  // As phonemes this is one syllable; as text it is spelled or left out.
  const auto brackets = synthesizer.say("[[h@l'oU w3:ld h@l'oU]]").duration();
  const auto plain = synthesizer.say("h@l'oU w3:ld h@l'oU").duration();
  CHECK(std::chrono::abs(brackets - plain) < 300ms);
  CHECK_FALSE(voice::spoken_name("[[1 2 3]]").has_value());
}

TEST_CASE("trap: SSML is text, no command") {
  Voice voice{{}, phrasebooks()};
  for (const char* name :
       {"<break time=\"30s\"/>", "<audio src=\"/etc/passwd\"/>"})
    CHECK(voice.compare(code, name).whole().duration() <= 18s);
  Synthesizer synthesizer{{}};
  CHECK(synthesizer.say("<break time=\"9s\"/> on").duration() < 6s);
}

TEST_CASE("trap: a joined code would be a cardinal; digits are single") {
  CHECK(gaps(english_digits().code({1, 2, 3, 4, 5, 6}, {})).size() >= 5);
}

TEST_CASE("trap: voices that are silent on digits are refused by name") {
  // Which ones are depends on the version: 1.52 says them in Hebrew.
  int silent = 0;
  for (const char* language : {"he", "tk", "cv", "nog", "sjn", "qya"}) {
    CAPTURE(language);
    bool heard = false;
    try {
      heard = is_heard(language);
    } catch (const voice::SpeechError&) {
      continue;  // this version has no such voice
    }
    const std::string wrong = mistake(language);
    CHECK(wrong.empty() == heard);
    if (heard) continue;
    ++silent;
    CHECK(wrong.find("does not say the digit") != wrong.npos);
  }
  CHECK(silent >= 1);
}

TEST_CASE("trap: one Initialize per process, however many voices") {
  for (int i = 0; i < 5; ++i) {
    Voice voice{{}, phrasebooks()};
    CHECK(voice.digit(3).duration() > 100ms);
  }
}

TEST_CASE("trap: an empty espeak-ng-data in $HOME is not looked at") {
  const TemporaryDirectory home;
  std::filesystem::create_directory(home / "espeak-ng-data");
  // In a program of its own: eSpeak NG looks for its data once a process.
  const std::string probe = std::string{g_getenv("EARSHOT_VOICE_PROBE")};
  const std::string command = "HOME=" + home.path().string() + " " + probe;
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("trap: every utterance ends in half a second of silence; trimmed") {
  const Sound digit = english_digits().digit(4);
  const auto& samples = digit.samples();
  std::size_t zeros = 0;
  while (zeros < samples.size() &&
         std::abs(samples.rbegin()[static_cast<long>(zeros)]) < 30)
    ++zeros;
  CHECK(zeros < voice::Sound::rate / 20);
}
