// SPDX-License-Identifier: GPL-3.0-or-later
// What each key says, and its default.
#include <glib.h>
#include <linux/input.h>

#include "test/config/reading.hpp"

using namespace std::chrono_literals;
using pairing::Opening;

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
in-use = hide
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
[music]
second = first
reconnect = never
volume-max = 60%
buffer = 200ms
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
  CHECK(config.pairing.hidden_in_use);
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
  CHECK(config.second == SecondPhone::first);
  CHECK_FALSE(config.reconnect);
  CHECK(config.music_most == 60);
  CHECK(config.music_buffer == 200ms);
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
