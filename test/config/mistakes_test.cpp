// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a file that is wrong.
#include "test/config/reading.hpp"

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
                           "[music]\nsecond = last",
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
