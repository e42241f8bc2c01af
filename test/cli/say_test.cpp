// SPDX-License-Identifier: GPL-3.0-or-later
// The voice at the command line, and the programs of [hooks].
#include <sys/stat.h>

#include <cstring>

#include "test/cli/desk.hpp"
#include "test/support/catch.hpp"
#include "voice/alsa.hpp"

namespace {

/** The samples of a WAV file; its header is checked. */
std::vector<std::int16_t> samples(const std::filesystem::path& file) {
  const std::string data = TemporaryDirectory::read(file);
  REQUIRE(data.size() > 44);
  CHECK(data.substr(0, 4) == "RIFF");
  CHECK(data.substr(8, 8) == "WAVEfmt ");
  std::uint32_t rate = 0;
  std::memcpy(&rate, &data[24], sizeof rate);
  CHECK(rate == 22'050);
  std::uint32_t length = 0;
  std::memcpy(&length, &data[40], sizeof length);
  CHECK(length == data.size() - 44);
  std::vector<std::int16_t> result(length / 2);
  std::memcpy(result.data(), &data[44], length);
  return result;
}

double seconds(const std::vector<std::int16_t>& sound) {
  return static_cast<double>(sound.size()) / 22'050;
}

bool is_heard(const std::vector<std::int16_t>& sound) {
  return std::any_of(sound.begin(), sound.end(),
                     [](std::int16_t s) { return s > 3'000; });
}

struct Room {
  Ran operator()(std::vector<std::string> words) {
    words.insert(words.begin(), "say");
    words.push_back("--config=" + earshot.config_file());
    return earshot(words);
  }
  Desk earshot{"unix:path=/nowhere"};  // speaking needs no bus
  std::filesystem::path wav = earshot.directory / "said.wav";
};

}  // namespace

TEST_CASE("a code is said into a file as the box would say it") {
  Room say;
  REQUIRE(say({"470391", "--to", say.wav}).status == 0);
  const auto code = samples(say.wav);
  CHECK(is_heard(code));
  CHECK(seconds(code) > 9);
  CHECK(seconds(code) < 15);
  REQUIRE(
      say({"--phrase", "opened", "--language", "fr", "--to", say.wav}).status ==
      0);
  const auto french = samples(say.wav);
  REQUIRE(
      say({"--phrase", "opened", "--language", "de", "--to", say.wav}).status ==
      0);
  CHECK(is_heard(french));
  CHECK(samples(say.wav) != french);
  const Ran json = say({"Dinner is", "ready.", "--json", "--to", say.wav});
  CHECK(contains(compact(json.out), R"("milliseconds":)"));
  CHECK(seconds(samples(say.wav)) < 4);
}

TEST_CASE("what is said without a file is heard through the sound output") {
  Room say;
  const Tape tape;
  say.earshot.set("EARSHOT_TAPE", tape.file());
  REQUIRE(say({"--phrase", "closed"}).status == 0);
  CHECK(is_heard(tape.samples()));
}

TEST_CASE("the output that is heard is told, and why it is another") {
  Room room;
  const auto ask = [&](const char* config, std::vector<std::string> more = {}) {
    room.earshot.config(config);
    more.insert(more.begin(),
                {"output", "--config=" + room.earshot.config_file()});
    return room.earshot(more);
  };
  CHECK(ask("output = spare\n").out == "spare\n");
  const Ran ran = ask("output = default\n");
  CHECK(ran.status == 0);
  CHECK(ran.out == "sysdefault:CARD=headphones\n");
  CHECK(contains(ran.error, "can't open the sound output 'default'"));
  CHECK(ask("output = absent\nfallback = nosuchpcm; spare\n").out == "spare\n");
  // In JSON is all of it, whatever was asked for.
  for (const char* more : {"--json", "--player"}) {
    const Ran json = ask("output = default\n", {"--json", more});
    CHECK(contains(
        compact(json.out),
        R"({"output":"sysdefault:CARD=headphones","why":"can't open)"));
    CHECK(contains(compact(json.out), R"("player":["--pcm=sysdefault:)"));
  }
  const Ran none = ask("output = absent\n");
  CHECK(none.status == 1);
  CHECK(none.out == "absent\n");
}

TEST_CASE("the player of phones' music is told its output, volume and buffer") {
  Room room;
  const auto ask = [&](const std::string& config) {
    room.earshot.config(config);
    return lines(room.earshot({"output", "--player",
                               "--config=" + room.earshot.config_file()})
                     .out);
  };
  using Lines = std::vector<std::string>;
  CHECK(ask("output = spare\n") == Lines{"--pcm=spare",
                                         "--pcm-buffer-time=500000",
                                         "--pcm-period-time=100000"});
  CHECK(ask("output = spare\n[music]\nvolume-max = 50\nbuffer = 200ms\n") ==
        Lines{"--pcm=earshot_music:LEVEL=0.3162,SLAVE=\"spare\"",
              "--pcm-buffer-time=200000", "--pcm-period-time=40000"});
  CHECK(ask("output = plug:\"spare\"\n[music]\nvolume-max = 25\n").front() ==
        "--pcm=earshot_music:LEVEL=0.1000,SLAVE='plug:\"spare\"'");
}

TEST_CASE("an output that somebody plays through is told as the one") {
  Room room;
  const Tape tape;
  const auto held = voice::alsa::open("quick");
  room.earshot.set("EARSHOT_TAPE", tape.file());
  const Ran ran =
      room.earshot({"output", "--config=" + room.earshot.config_file()});
  CHECK(ran.status == 0);
  CHECK(ran.out == "quick\n");
  CHECK(ran.error == "");
}

TEST_CASE("an audition says each language, and three paces") {
  Room say;
  const Ran ran = say({"--audition", "--to", say.wav});
  CHECK(ran.status == 0);
  for (const char* line :
       {"[voice] language = de", "[voice] language = sv", "[voice] rate = 140"})
    CHECK(contains(ran.out, line));
  CHECK(lines(ran.out).size() == 13);
  CHECK(seconds(samples(say.wav)) > 60);
}

TEST_CASE("what can't be said is refused, with what could be") {
  Room say;
  const auto refused = [&](std::vector<std::string> words, const char* told) {
    const Ran ran = say(std::move(words));
    INFO(ran.error);
    CHECK(ran.status != 0);
    CHECK(contains(ran.error, told));
  };
  refused({}, "--audition");
  refused({"--phrase", "openend"}, "did you mean opened?");
  refused({"--language", "xx", "hello"}, "one or two of de, en");
  refused({"--rate", "9", "hello"}, "80 to 400");
  refused({"[[", "<>"}, "neither a letter nor a digit");
  refused({"hello", "--to", "/nowhere/x.wav"}, "/nowhere/x.wav");
  refused({"hello", "--output", "absent"}, "earshot doctor");
  CHECK_FALSE(contains(say({"hello", "--output", "absent"}).error, "ALSA lib"));
  refused({"hello", "--phrase", "opened"}, "give a code, a text");
  say.earshot.config("[voice]\nrate = 1\n");
  refused({"hello"}, "80 to 400");
}

TEST_CASE("speaking needs no keys and leaves nothing behind") {
  Room say;
  const Tape tape;
  say.earshot.set("EARSHOT_TAPE", tape.file());
  const TemporaryDirectory scratch;
  say.earshot.set("TMPDIR", scratch.path());
  say.earshot.config("[pairing]\nconsent = key\n[keys]\nyes = nonsense\n");
  const Ran ran = say({"--phrase", "closed"});
  CHECK(ran.status == 0);
  CHECK(ran.error == "");
  CHECK(is_heard(tape.samples()));
  CHECK(std::filesystem::is_empty(scratch.path()));
}

TEST_CASE("hooks run a program with the facts, and end one that hangs") {
  House house;
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  const auto hook = earshot.directory.write(
      "hook",
      "#!/bin/sh\nenv | grep ^EARSHOT_ | sort >\"$1.new\"\n"
      "mv \"$1.new\" \"$1\"\n");
  REQUIRE(chmod(hook.c_str(), 0755) == 0);
  const auto seen = [&](const char* name) { return earshot.directory / name; };
  earshot.config("[hooks]\nrequest = /bin/sleep 600\nadmitted = " +
                 hook.string() + " '" + seen("in").string() +
                 "'\nclosed = /nowhere/program\nopened = " + hook.string() +
                 " '" + seen("open").string() + "'\n");
  const std::string config = "--config=" + earshot.config_file();
  CHECK(earshot({"hooks", "--check", config}).status == 0);
  Process hooks = earshot.start({"hooks", config});
  glib::Timeout look;
  look.every(std::chrono::milliseconds{20}, [] {});
  // Its subscription is there once it hears of a window.
  bool open = false;
  REQUIRE(wait_until([&] {
    earshot({(open = !open) ? "open" : "close"});
    return std::filesystem::exists(seen("open"));
  }));
  if (!open) REQUIRE(earshot({"open"}).status == 0);
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  house.friendly();
  // The hook of the request sleeps: it is ended after ten seconds.
  REQUIRE(wait_until([&] { return std::filesystem::exists(seen("in")); },
                     std::chrono::seconds{30}));
  const std::string facts = TemporaryDirectory::read(seen("in"));
  for (const char* fact :
       {"EARSHOT_EVENT=admitted\n", "EARSHOT_NAME=Pixel\n",
        "EARSHOT_ADDRESS=00:AA:01:01:00:01\n", "EARSHOT_ASKED=compare\n",
        "EARSHOT_CONSENT=heard\n", "EARSHOT_TIME=20"})
    CHECK(contains(facts, fact));
  CHECK_FALSE(contains(facts, "470391"));
  CHECK(contains(TemporaryDirectory::read(seen("open")), "EARSHOT_SECONDS=1"));
  hooks.signal(SIGTERM);
  CHECK(hooks.exit_status() == 0);
  CHECK(contains(hooks.error, "takes too long and is ended"));
  CHECK(contains(hooks.error, "/nowhere/program"));
  earshot.config("");
  CHECK(earshot({"hooks", "--check", config}).status == 1);
}
