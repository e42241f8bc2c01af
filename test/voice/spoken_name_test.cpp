// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/spoken_name.hpp"

#include "test/support/catch.hpp"

using voice::spoken_name;

TEST_CASE("a plain name is said as it is") {
  CHECK(spoken_name("Anna") == "Anna");
  CHECK(spoken_name("Living Room") == "Living Room");
  CHECK(spoken_name("Jean-Luc") == "Jean-Luc");
  CHECK(spoken_name("Zoë Müller") == "Zoë Müller");
}

TEST_CASE("digits are never said: a name can dictate no code") {
  CHECK(spoken_name("Pixel 8") == "Pixel");
  CHECK(spoken_name("code 470391 ok") == "code ok");
  CHECK(spoken_name("470391") == std::nullopt);
}

TEST_CASE("who is in may have one short number in the name") {
  const auto said = [](const char* name) {
    return voice::spoken_name(name, voice::Numbers::short_ones).value_or("");
  };
  CHECK(said("Pixel 8") == "Pixel 8");
  CHECK(said("iPhone 15 Pro") == "iPhone 15 Pro");
  CHECK(said("5G-Phone") == "5G-Phone");
  CHECK(said("Nokia 3310 of 42") == "Nokia of 42");
  CHECK(said("a 4 7 0 3 9 1") == "a 4");
  CHECK(said("42").empty());
}

TEST_CASE("markup, phonemes and command bytes leave nothing of themselves") {
  CHECK(spoken_name("[[h@l'oU]]") == "h l oU");
  CHECK(spoken_name("<audio src=\"x\"/>") == "audio src x");
  CHECK(spoken_name("Bob\x01"
                    "0A") == "Bob A");
  CHECK(spoken_name("a\x1b[2Jb\r\nc") == "a Jb c");
  CHECK(spoken_name("evil\xe2\x80\xaename") == "evil name");
  CHECK(spoken_name(std::string{"a\0b", 3}) == "a b");
}

TEST_CASE("at most 24 characters are said, and whole ones") {
  std::string apostrophes;
  for (int i = 0; i < 68; ++i) apostrophes += "s'";
  const auto cut = spoken_name(apostrophes);
  REQUIRE(cut);
  CHECK(cut->size() <= 24);
  CHECK(cut->find('\'') == std::string::npos);
  CHECK(spoken_name(std::string(248, 'x')) == std::string(24, 'x'));
  std::string accents;
  for (int i = 0; i < 100; ++i) accents += "é";
  CHECK(spoken_name(accents)->size() == 48);
}

TEST_CASE("an address is no name, and neither is nothing") {
  CHECK(spoken_name("AA-BB-CC-DD-EE-FF") == std::nullopt);
  CHECK(spoken_name("aa:bb:cc:dd:ee:ff") == std::nullopt);
  CHECK(spoken_name("") == std::nullopt);
  CHECK(spoken_name("  - - ") == std::nullopt);
  CHECK(spoken_name("\xff\xfe") == std::nullopt);
}
