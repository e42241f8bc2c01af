// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include <fmt/format.h>
#include <glib.h>
#include <linux/input.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

using namespace std::chrono_literals;
using pairing::Opening;

namespace {

const std::vector<std::string> languages{"en", "fr"};

Config read(const std::string& text) {
  const TemporaryDirectory directory;
  return read_config(directory.write("earshot.conf", text), languages);
}

std::vector<std::string> mistakes(const std::string& text) {
  try {
    read(text);
  } catch (const ConfigError& e) {
    return e.mistakes();
  }
  return {};
}

/** The one mistake that there is. */
std::string mistake(const std::string& text) {
  const auto all = mistakes(text);
  REQUIRE(all.size() == 1);
  return all.front();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("the shipped file says every default") {
  const std::string file = g_getenv("EARSHOT_SHIPPED_CONFIG");
  CHECK(read_config(file, languages) == Config{});
}

TEST_CASE("an empty file is all defaults") {
  CHECK(read("") == Config{});
  CHECK(read("[voice]\n") == Config{});
}

TEST_CASE("every key is read") {
  const Config config = read(R"([adapter]
address = b8:27:eb:01:02:03
name = Salon d'été
[pairing]
capability = DisplayOnly
consent = none
first = none
undo = 90s
[window]
open-at = always
open-for = 90s
close-after-failures = 7
[services]
trust = yes
others = leave
[voice]
languages = fr, en
variant = f2
rate = 175
digit-gap = 200ms
group-gap = 1s
repeat = 1
wake = 1500ms
[sound]
output = plughw:CARD=Headphones,DEV=0
fallback = hdmi:CARD=vc4hdmi0,DEV=0; plughw:CARD=Device
mixer = Headphone
mixer-card = hw:CARD=Headphones
volume = 60%
volume-max = 80
music = pause
[announce]
ready = no
window = no
connected = no
disconnected = yes
admitted = no
refused = no
problem = no
)");
  CHECK(config.adapter == "b8:27:eb:01:02:03");
  CHECK(config.speaker_name == "Salon d'été");
  CHECK(config.display_only);
  CHECK(config.pairing.consent.empty());
  CHECK_FALSE(config.pairing.first_heard);
  CHECK(config.pairing.undo == 90s);
  CHECK(config.pairing.open_at == Opening::always);
  CHECK(config.pairing.open_for == 90s);
  CHECK(config.pairing.close_after_failures == 7);
  CHECK(config.pairing.trust);
  CHECK_FALSE(config.pairing.distrust_others);
  CHECK(config.voice.languages == std::vector<std::string>{"fr", "en"});
  CHECK(config.voice.variant == "f2");
  CHECK(config.voice.rate == 175);
  CHECK(config.voice.pacing.digit_gap == 200ms);
  CHECK(config.voice.pacing.group_gap == 1s);
  CHECK(config.voice.repeat == 1);
  CHECK(config.voice.wake == 1500ms);
  CHECK(config.sound == SoundSettings{.output = "plughw:CARD=Headphones,DEV=0",
                                      .fallbacks = {"hdmi:CARD=vc4hdmi0,DEV=0",
                                                    "plughw:CARD=Device"},
                                      .mixer = {.card = "hw:CARD=Headphones",
                                                .element = "Headphone",
                                                .volume = 60,
                                                .most = 80}});
  CHECK(config.music == MusicWay::pause);
  CHECK(config.topics == Topics{.ready = false,
                                .window = false,
                                .connected = false,
                                .disconnected = true,
                                .admitted = false,
                                .refused = false,
                                .problem = false});
}

TEST_CASE("language = auto follows the system's locale, else English") {
  const std::string before = g_getenv("LANGUAGE") ? g_getenv("LANGUAGE") : "";
  const auto [locale, language] = GENERATE(table<std::string, std::string>(
      {{"fr_CA.UTF-8", "fr"}, {"tlh:fr", "fr"}, {"tlh", "en"}, {"C", "en"}}));
  g_setenv("LANGUAGE", locale.c_str(), TRUE);
  CHECK(read("").voice.languages == std::vector<std::string>{language});
  CHECK(read("[voice]\nlanguage = auto").voice.languages ==
        std::vector<std::string>{language});
  CHECK(read("[voice]\nlanguage = en").voice.languages ==
        std::vector<std::string>{"en"});
  g_setenv("LANGUAGE", before.c_str(), TRUE);
}

TEST_CASE("a file with mistakes keeps what could be read of it") {
  const TemporaryDirectory directory;
  const auto file = directory.write(
      "earshot.conf", "[sound]\noutput = hdmi\n[voice]\nrate = 5000\n");
  try {
    read_config(file, languages);
    FAIL("no mistake was seen");
  } catch (const ConfigError& e) {
    CHECK(e.mistakes().size() == 1);
    CHECK(e.rest().sound.output == "hdmi");
    CHECK(e.rest().voice.rate == Config{}.voice.rate);
  }
}

TEST_CASE("every key about consent is read") {
  using pairing::Acts;
  using pairing::Consent;
  const Config config = read(R"([pairing]
consent = key, owner;command knock
just-works = ask
guests-stay = 4h
unsafe-kernel = accept
[window]
quiet = 22:30-07:00
[services]
allow = 0000110D-0000-1000-8000-00805f9b34fb, 0000110e-0000-1000-8000-00805f9b34fb
[keys]
device = gpio-keys*
yes = KEY_PLAY
no =
open = BTN_0
forget-all = KEY_POWER
echo = digits
)");
  CHECK(config.pairing.consent ==
        Acts{Consent::key, Consent::owner, Consent::command, Consent::knock});
  CHECK(config.pairing.just_works);
  CHECK(config.guests_stay == 4h);
  CHECK(config.any_kernel);
  CHECK(config.quiet == QuietHours{22h + 30min, 7h});
  REQUIRE(config.services.size() == 2);
  CHECK(config.services[0] == "0000110d-0000-1000-8000-00805f9b34fb");
  CHECK(config.keys.device == "gpio-keys*");
  CHECK(config.keys.yes == KEY_PLAY);
  CHECK_FALSE(config.keys.no);
  CHECK(config.keys.open == BTN_0);
  CHECK(config.keys.forget_all == KEY_POWER);
  CHECK(config.echo_digits);
}

TEST_CASE("combinations of consent that make no sense are refused, with why") {
  const auto [text, why] = GENERATE(table<const char*, const char*>({
      {"[window]\nopen-at = always\n[pairing]\nconsent = heard, key\n"
       "[keys]\ndevice = x\n",
       "day and night"},
      {"[pairing]\nconsent = keypad, heard\n[keys]\ndevice = x\n",
       "keypad alone"},
      {"[pairing]\nconsent = keypad\ncapability = DisplayOnly\n"
       "[keys]\ndevice = x\n",
       "typed on the box"},
      {"[pairing]\nconsent = keypad\n", "[keys] device"},
      {"[pairing]\nconsent = key\n", "[keys] device"},
      {"[pairing]\nconsent = key\n[keys]\ndevice = x\nyes =\n", "[keys] yes"},
      {"[pairing]\nconsent = knock\n[services]\n"
       "allow = 00001124-0000-1000-8000-00805f9b34fb\n",
       "A2DP"},
      {"[pairing]\nconsent = none\nfirst = none\n", "no phone could ever"},
  }));
  CHECK(contains(mistake(text), why));
}

TEST_CASE("an act that is not possible is no mistake beside others") {
  CHECK(read("").pairing.consent ==
        pairing::Acts{pairing::Consent::key, pairing::Consent::owner,
                      pairing::Consent::knock, pairing::Consent::command});
  CHECK_NOTHROW(read("[pairing]\nconsent = key, command\n"));
  CHECK_NOTHROW(read("[keys]\ndevice = x\nyes =\n"));
  CHECK_NOTHROW(
      read("[services]\nallow = 00001124-0000-1000-8000-00805f9b34fb\n"));
}

TEST_CASE("a bad value names file, line, group, key, value and what is right") {
  CHECK(
      contains(mistake("[voice]\nrate = 5000\n"),
               "/earshot.conf:2: [voice] rate = 5000: invalid value (expected: "
               "a whole number from 80 to 400)"));
}

TEST_CASE("each kind of bad value is met") {
  for (const char* text : {"[voice]\nrate = fast",
                           "[voice]\nrate =",
                           "[voice]\nrate = 160.5",
                           "[sound]\nvolume = 400",
                           "[sound]\nvolume = -1",
                           "[sound]\nvolume = 99999999999999999999",
                           "[voice]\nlanguage = xx",
                           "[voice]\nwake = 3s",
                           "[voice]\nwake = 300",
                           "[voice]\nrepeat = 0",
                           "[voice]\ndigit-gap = -5ms",
                           "[voice]\nvariant = a\\nb",
                           "[pairing]\nconsent =",
                           "[pairing]\nconsent = none, key",
                           "[pairing]\nconsent = clap",
                           "[pairing]\njust-works = yes",
                           "[pairing]\nguests-stay = 4",
                           "[pairing]\nguests-stay = 0h",
                           "[pairing]\nunsafe-kernel = maybe",
                           "[window]\nquiet = 22-7",
                           "[window]\nquiet = 24:00-07:00",
                           "[window]\nquiet = 22:00-07:60",
                           "[services]\nallow = music",
                           "[services]\nallow =",
                           "[keys]\nyes = ENTER",
                           "[keys]\necho = loud",
                           "[window]\nopen-for = 3 minutes",
                           "[window]\nopen-for = 5s",
                           "[window]\nopen-for = 99999999999999h",
                           "[window]\nopen-for = min",
                           "[window]\nopen-at = noon",
                           "[window]\nclose-after-failures = 0",
                           "[services]\ntrust = maybe",
                           "[services]\nothers = trust",
                           "[pairing]\nconsent = wish",
                           "[pairing]\nfirst = key",
                           "[pairing]\nundo = 11min",
                           "[pairing]\nundo = never",
                           "[pairing]\ncapability = NoInputNoOutput",
                           "[sound]\noutput =",
                           "[sound]\nfallback = a;;b",
                           "[sound]\nfallback = a;b;c;d;e",
                           "[sound]\nmixer-card =",
                           "[sound]\nvolume = 400%",
                           "[sound]\nvolume = loud",
                           "[sound]\nvolume-max = 0",
                           "[sound]\nmusic = stop",
                           "[voice]\nlanguages =",
                           "[voice]\nlanguages = tlh",
                           "[voice]\nlanguages = en, en",
                           "[voice]\nlanguages = en, fr, de",
                           "[announce]\nready = loudly",
                           "[adapter]\nname = a\\nb",
                           "[adapter]\naddress = hci0",
                           "[adapter]\naddress = B8:27:EB:01:02"}) {
    INFO(text);
    CHECK(contains(mistake(text), ": invalid value (expected: "));
  }
}

TEST_CASE("an unknown group or key is a mistake, with those that there are") {
  CHECK(contains(mistake("[voyce]\nrate = 160\n"), "[voyce]"));
  CHECK(contains(mistake("[voyce]\nrate = 160\n"), "voice"));
  CHECK(contains(mistake("[voice]\nspeed = 160\n"), "[voice] speed"));
  CHECK(contains(mistake("[voice]\nspeed = 160\n"), "rate"));
}

TEST_CASE("all mistakes are told at once") {
  CHECK(mistakes("[voice]\nrate = 1\nspeed = 2\n[door]\n[window]\n"
                 "open-at = noon\n")
            .size() == 4);
}

TEST_CASE("a window that is always open can't take hearing for consent") {
  CHECK(contains(
      mistake("[window]\nopen-at = always\n[pairing]\nconsent = heard"),
      "consent = heard"));
  CHECK_NOTHROW(read("[window]\nopen-at = always\n"));
}

TEST_CASE("a file that is no key file, or not there, is one mistake") {
  CHECK(contains(mistake("rate = 160\n"), "earshot.conf"));
  CHECK(contains(mistake("[voice]\nrate = \xff\xfe\n"), "UTF-8"));
  try {
    read_config("/nowhere/earshot.conf", languages);
    FAIL();
  } catch (const ConfigError& e) {
    CHECK(contains(e.what(), "/nowhere/earshot.conf: can't be read: No such"));
  }
}

TEST_CASE("every key's default is what the file says, and what is taken") {
  const std::string file = g_getenv("EARSHOT_SHIPPED_CONFIG");
  const EffectiveConfig shipped = effective_config(file, languages);
  CHECK(shipped.mistakes.empty());
  const TemporaryDirectory directory;
  const EffectiveConfig empty =
      effective_config(directory.write("earshot.conf", ""), languages);
  REQUIRE(shipped.values.size() == empty.values.size());
  for (std::size_t i = 0; i < empty.values.size(); ++i) {
    INFO("[" << empty.values[i].group << "] " << empty.values[i].key);
    CHECK(shipped.values[i].text == empty.values[i].text);
    CHECK(shipped.values[i].file == file);
    CHECK(empty.values[i].file.empty());
  }
}

TEST_CASE("drop-ins override the file in the order of their names") {
  const TemporaryDirectory directory;
  const std::string file =
      directory.write("earshot.conf", "[voice]\nrate = 150\nlanguages = fr\n");
  std::filesystem::create_directory(directory / "earshot.conf.d");
  directory.write("earshot.conf.d/20-b.conf", "[voice]\nrate = 170\n");
  directory.write("earshot.conf.d/10-a.conf",
                  "[voice]\nrate = 160\nlanguage = en, fr\n");
  directory.write("earshot.conf.d/30-c.conf.dpkg-old", "[voice]\nrate = 300\n");
  directory.write("earshot.conf.d/.hidden.conf", "[voice]\nrate = 300\n");
  const Config config = read_config(file, languages);
  CHECK(config.voice.rate == 170);
  CHECK(config.voice.languages == std::vector<std::string>{"en", "fr"});

  std::map<std::string, std::string> from;
  for (const auto& value : effective_config(file, languages).values)
    from[value.key] =
        fmt::format("{}:{}|{}", value.file, value.line, value.text);
  CHECK(from["rate"] ==
        (directory / "earshot.conf.d/20-b.conf").string() + ":2|170");
  CHECK(from["repeat"] == ":0|2");

  directory.write("earshot.conf.d/20-b.conf", "[voice]\nrate = 1\nspeed = 2\n");
  const auto wrong = effective_config(file, languages).mistakes;
  REQUIRE(wrong.size() == 2);
  CHECK(contains(wrong[0], "20-b.conf:3: [voice] speed: no such key"));
  CHECK(contains(wrong[1], "20-b.conf:2: [voice] rate = 1: "));
}

TEST_CASE("a package's drop-in counts until the owner has one of its name") {
  const TemporaryDirectory root;
  std::filesystem::create_directories(root / "etc/earshot.conf.d");
  std::filesystem::create_directories(root / "usr/lib/earshot.conf.d");
  const std::string file = root.write("etc/earshot.conf", "");
  root.write("usr/lib/earshot.conf.d/10-package.conf",
             "[services]\ntrust = yes\n[voice]\nrate = 150\n");
  CHECK(read_config(file, languages).pairing.trust);
  SECTION("later by name") {
    root.write("etc/earshot.conf.d/my.conf", "[services]\ntrust = no\n");
    CHECK_FALSE(read_config(file, languages).pairing.trust);
    CHECK(read_config(file, languages).voice.rate == 150);
  }
  SECTION("hidden by name") {
    root.write("etc/earshot.conf.d/10-package.conf", "");
    CHECK(read_config(file, languages) == Config{});
  }
  SECTION("a mistake in it names it") {
    root.write("usr/lib/earshot.conf.d/10-package.conf",
               "[services]\ntrust = maybe\n");
    const auto wrong = effective_config(file, languages).mistakes;
    REQUIRE(wrong.size() == 1);
    CHECK(contains(wrong[0], "/usr/lib/earshot.conf.d/10-package.conf:2: "));
  }
}

TEST_CASE("a mistake names the line that the value comes from") {
  const auto [text, place] = GENERATE(table<const char*, const char*>({
      {"# [voice]\n\n[voice]\r\nvariant = f2\n  rate=1\n", ":5: [voice] rate"},
      {"[sound]\nvolume = 1\n[voice]\nrate = 100\n[sound]\nvolume = x\n",
       ":6: [sound] volume"},
      {"[voice]\nrate = 1\nrate = 2\n", ":3: [voice] rate = 2"},
      {"[voice]\nspeed = 1\n", ":2: [voice] speed"},
      {"\n[voyce]\n", ":2: [voyce]"},
      {"[voice]\n\nrate 160\n", ":3: "},
      {"\nrate = 160\n", ":2: "},
      {"[voice]\nrate = \xff\n", ":2: [voice] rate"},
  }));
  CHECK(contains(mistake(text), std::string{"/earshot.conf"} + place));
}

TEST_CASE("values that are wrong together name the file that says the wrong") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "earshot.conf.d");
  const std::string file = directory.write(
      "earshot.conf", "[keys]\nyes = KEY_ENTER\n[pairing]\nconsent = heard\n");
  directory.write("earshot.conf.d/my.conf", "[pairing]\n\nconsent = key\n");
  const auto wrong = effective_config(file, languages).mistakes;
  REQUIRE(wrong.size() == 1);
  CHECK(contains(wrong[0],
                 "earshot.conf.d/my.conf:3: [pairing] consent = key: "
                 "there is no key to press"));
}

TEST_CASE("a hook is a program's whole path, and its arguments") {
  const Config config =
      read("[hooks]\nadmitted = /usr/bin/lamp 'two words' $HOME\nclosed =\n");
  CHECK(config.hooks.size() == 1);
  CHECK(config.hooks.at("admitted") ==
        std::vector<std::string>{"/usr/bin/lamp", "two words", "$HOME"});
  for (const char* wrong : {"lamp", "/usr/bin/lamp 'open", "''"})
    CHECK(contains(mistake(std::string{"[hooks]\nopened = "} + wrong + "\n"),
                   "/usr/local/bin/lamp on"));
}
