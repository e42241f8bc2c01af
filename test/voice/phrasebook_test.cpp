// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/phrasebook.hpp"

#include <glib.h>

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

using voice::Phrase;
using voice::Phrasebook;

namespace {

const std::string shipped = g_getenv("EARSHOT_PHRASEBOOKS");

/** What is wrong with a phrasebook that was changed in one place. */
std::string mistake(const std::string& from, const std::string& to) {
  const TemporaryDirectory directory;
  std::string text = TemporaryDirectory::read(shipped + "/en.ini");
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  directory.write("en.ini", text.replace(at, from.size(), to));
  try {
    const Phrasebook book{directory.path(), "en"};
    return {};
  } catch (const voice::PhrasebookError& e) {
    return e.what();
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("every shipped phrasebook is whole") {
  for (const std::string& language : Phrasebook::languages(shipped))
    CHECK_NOTHROW(Phrasebook{shipped, language});
}

TEST_CASE("a name takes the place of its placeholder") {
  const Phrasebook book{shipped, "en"};
  CHECK(contains(book.say(Phrase::opened, "Living Room"),
                 "Look for Living Room in"));
  CHECK(contains(book.say(Phrase::asker, "{device}"), "{device}"));
}

TEST_CASE("the sentence about a comparison says not to type it") {
  CHECK(contains(Phrasebook(shipped, "en").say(Phrase::compare_after),
                 "Never type it"));
  CHECK(contains(Phrasebook(shipped, "fr").say(Phrase::compare_after),
                 "Ne tapez jamais ce code"));
}

TEST_CASE("a mistake in a phrasebook is named with file and key") {
  CHECK(contains(mistake("again = Again:\n", ""), "en.ini"));
  CHECK(contains(mistake("again = Again:\n", ""), "again"));
  CHECK(contains(mistake("again = Again:", "again ="), "again is empty"));
  CHECK(contains(mistake("again =", "agian ="), "agian"));
  CHECK(contains(mistake("From {device}", "From somebody"), "{device}"));
  CHECK(
      contains(mistake("Look for {speaker}", "{speaker} {speaker}"), "opened"));
  CHECK(contains(mistake("Again:", "Again {device}:"), "again"));
  CHECK(contains(mistake("voice = en-us", "voyce = en-us"), "voyce"));
}

TEST_CASE("a phrasebook that is not there is named") {
  CHECK_THROWS_AS(Phrasebook(shipped, "xx"), voice::PhrasebookError);
  CHECK(Phrasebook::languages("/nowhere").empty());
}
