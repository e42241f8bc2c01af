// SPDX-License-Identifier: GPL-3.0-or-later
// Values that are wrong only beside others.
#include <filesystem>

#include "test/config/reading.hpp"

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

TEST_CASE("a window that is always open can't take hearing for consent") {
  CHECK(contains(
      mistake("[window]\nopen-at = always\n[pairing]\nconsent = heard"),
      "consent = heard"));
  CHECK_NOTHROW(read("[window]\nopen-at = always\n"));
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
