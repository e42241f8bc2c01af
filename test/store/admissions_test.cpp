// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/admissions.hpp"

#include <sys/stat.h>

#include <functional>

#include "store/clock.hpp"
#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

namespace {

const Admissions::Key anna{"00:AA:01:00:00:00", "00:AA:01:01:00:01"};
const Admissions::Key ben{"00:AA:01:00:00:00", "00:AA:01:01:00:02"};
constexpr const char* now = "2026-11-22T19:00:00Z";
const Admission heard{"Anna's [phone] = #1\n", "2026-11-22T18:00:00Z", "heard"};

/** What happens to a list that is read from there makes a new file of it. */
bool is_written(const TemporaryDirectory& directory,
                const std::function<void(Admissions&)>& happens) {
  const auto file = directory / "admitted";
  struct stat before {};
  struct stat after {};
  REQUIRE(stat(file.c_str(), &before) == 0);
  {
    Admissions list{directory.path()};
    happens(list);
  }
  REQUIRE(stat(file.c_str(), &after) == 0);
  return after.st_ino != before.st_ino;
}

void damage(const std::filesystem::path& file, std::size_t keep) {
  const std::string text = TemporaryDirectory::read(file);
  std::ofstream{file} << text.substr(0, keep);
}

}  // namespace

TEST_CASE("who was admitted is admitted after a restart") {
  const TemporaryDirectory directory;
  Admissions{directory.path()}.add(anna, heard);
  const Admissions again{directory.path()};
  CHECK(again.contains(anna, now));
  CHECK_FALSE(again.contains(ben, now));
  CHECK(again.list().at(anna) == heard);
}

TEST_CASE("who was removed is out after a restart") {
  const TemporaryDirectory directory;
  {
    Admissions list{directory.path()};
    list.add(anna, heard);
    list.add(ben, heard);
    list.remove(anna, true);
  }
  const Admissions again{directory.path()};
  CHECK_FALSE(again.contains(anna, now));
  CHECK(again.contains(ben, now));
}

TEST_CASE("a box is owned until the room gives it up") {
  const TemporaryDirectory directory;
  std::vector<bool> told;
  const auto tell = [&](bool owned) { told.push_back(owned); };
  {
    Admissions list{directory.path(), [](bool) {}, tell};
    CHECK_FALSE(list.is_owned());
    list.add(anna, heard);
    CHECK(list.is_owned());
    list.remove(anna, false);  // by a stranger's doing
    CHECK(list.list().empty());
    CHECK(list.is_owned());
  }
  {
    Admissions list{directory.path(), [](bool) {}, tell};
    CHECK(list.is_owned());
    list.disown();
    CHECK_FALSE(list.is_owned());
    list.add(anna, heard);
    list.remove(anna, true);
    CHECK_FALSE(list.is_owned());
  }
  CHECK(told == std::vector<bool>{true, false, true, false});
  CHECK_FALSE(Admissions{directory.path()}.is_owned());
}

TEST_CASE("a box that phones are in is not given up") {
  const TemporaryDirectory directory;
  Admissions list{directory.path()};
  list.add(anna, heard);
  list.disown();
  CHECK(list.is_owned());
}

TEST_CASE("the list of the first version has its phones for owners") {
  const TemporaryDirectory directory;
  directory.write("admitted",
                  "[earshot]\ndevices=1\n\n[00:AA:01:00:00:00 "
                  "00:AA:01:01:00:01]\nname=Anna\nadmitted=2026-11-22T18:00:"
                  "00Z\nconsent=heard\n");
  CHECK(Admissions{directory.path()}.is_owned());
  directory.write("admitted", "[earshot]\ndevices=0\n");
  CHECK_FALSE(Admissions{directory.path()}.is_owned());
}

TEST_CASE("a device keeps its admission when its address becomes known") {
  const TemporaryDirectory directory;
  {
    Admissions list{directory.path()};
    list.add(anna, heard);
    list.readdress(anna, ben.second);
  }
  CHECK(Admissions{directory.path()}.list().at(ben) == heard);
}

TEST_CASE("an address is one device's: the one that has it now") {
  const TemporaryDirectory directory;
  Admission another = heard;
  another.name = "Ben's";
  Admissions list{directory.path()};
  list.add(anna, heard);
  list.add(ben, another);
  list.readdress(anna, ben.second);
  CHECK(list.list() == std::map<Admissions::Key, Admission>{{ben, heard}});
}

TEST_CASE("the device that played last is known after a restart") {
  const TemporaryDirectory directory;
  {
    Admissions list{directory.path()};
    list.add(anna, heard);
    list.add(ben, heard);
    CHECK(list.last() == std::nullopt);
    list.note_last(anna);
    CHECK(list.last() == anna);
    list.note_last(ben);
    list.note_last({ben.first, "00:AA:01:01:00:03"});
  }
  const Admissions again{directory.path()};
  CHECK(again.last() == ben);
  CHECK_FALSE(again.list().at(anna).last);
}

TEST_CASE("what changes nothing writes nothing") {
  const TemporaryDirectory directory;
  Admission playing = heard;
  playing.last = true;
  Admissions{directory.path()}.add(anna, playing);
  const auto happens = GENERATE(
      as<std::function<void(Admissions&)>>{},
      [](Admissions& list) { list.shift(std::chrono::hours{1}); },
      [](Admissions& list) { list.note_time(); },
      [](Admissions& list) { list.note_last(anna); },
      [](Admissions& list) { list.note_last(ben); },
      [](Admissions& list) { list.remove(ben, true); },
      [](Admissions& list) { list.disown(); },
      [](Admissions& list) { list.readdress(ben, "00:AA:01:01:00:03"); },
      [](Admissions& list) { list.finalize(); },
      [](Admissions& list) { list.left(ben); });
  CHECK_FALSE(is_written(directory, happens));
}

TEST_CASE("a damaged list is set aside, and its last good copy used") {
  const TemporaryDirectory directory;
  const auto file = directory / "admitted";
  {
    Admissions list{directory.path()};
    list.add(anna, heard);
    list.add(ben, heard);
  }
  const std::string whole = TemporaryDirectory::read(file);
  const std::size_t keep =
      GENERATE_COPY(as<std::size_t>{}, 0, 1, whole.size() / 4, whole.size() / 2,
                    whole.rfind('['), whole.size() - 10);
  damage(file, keep);
  INFO("cut after " << keep << " bytes");
  {
    const Admissions again{directory.path()};
    CHECK(again.contains(anna, now));
    CHECK(again.contains(ben, now));
  }
  CHECK(std::filesystem::exists(directory / "admitted.damaged"));
  CHECK(TemporaryDirectory::read(file) == whole);
}

TEST_CASE("a list with an address or an end that is none is set aside") {
  const TemporaryDirectory directory;
  const std::string whole = "00:AA:01:00:00:00 00:AA:01:01:00:01";
  const auto [addresses, until] = GENERATE_COPY(table<std::string, std::string>(
      {{"00:AA:01:00:00:00 00:A\xbb:01:01:00:01", "2027-01-01T00:00:00Z"},
       {"00:AA:01:00:00:00 00:AA:01:01:00:01:02", "2027-01-01T00:00:00Z"},
       {"00:AA:01:00:00:00 00:AA:01201:00:01", "2027-01-01T00:00:00Z"},
       {"00:AA:01:00:00 00:AA:01:01:00:01", "2027-01-01T00:00:00Z"},
       {"00:AA:01:01:00:01", "2027-01-01T00:00:00Z"},
       {whole, "202@-01-01T00:00:00Z"},
       {whole, "2027-01-01"}}));
  directory.write("admitted", "[earshot]\ndevices=1\n[" + addresses +
                                  "]\nname=Anna\nadmitted=2026-11-22T18:00:"
                                  "00Z\nconsent=heard\nuntil=" +
                                  until + "\n");
  const Admissions list{directory.path()};
  CHECK(list.list().empty());
  CHECK(list.is_owned());
  CHECK(std::filesystem::exists(directory / "admitted.damaged"));
}

TEST_CASE("a list of noise is set aside too") {
  const TemporaryDirectory directory;
  directory.write("admitted", "\x01\xff[[[\n= =");
  const Admissions list{directory.path()};
  CHECK(list.list().empty());
  CHECK(std::filesystem::exists(directory / "admitted.damaged"));
}

TEST_CASE("a list that can't be written is kept in memory") {
  Admissions list{"/nowhere"};
  list.add(anna, heard);
  CHECK(list.contains(anna, now));
}

TEST_CASE("the list is for the daemon's eyes only, and says what it is") {
  const TemporaryDirectory directory;
  Admissions{directory.path()}.add(anna, heard);
  CHECK(TemporaryDirectory::read(directory / "admitted")
            .starts_with("# Phones that the room let in;"));
  struct stat about {};
  REQUIRE(stat((directory / "admitted").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("an admission with an end is over then, also after a restart") {
  const TemporaryDirectory directory;
  Admission guest = heard;
  guest.until = "2026-11-22T22:00:00Z";
  {
    Admissions list{directory.path()};
    list.add(anna, guest);
    list.add(ben, heard);
  }
  const Admissions list{directory.path()};
  CHECK(list.contains(anna, "2026-11-22T21:59:59Z"));
  CHECK_FALSE(list.contains(anna, "2026-11-22T22:00:00Z"));
  CHECK(list.contains(ben, "2036-01-01T00:00:00Z"));
  CHECK(list.expired("2026-11-22T21:00:00Z").empty());
  CHECK(list.expired("2026-11-23T00:00:00Z") ==
        std::vector<Admissions::Key>{anna});
}

TEST_CASE("a stay moves along when the clock is set") {
  const TemporaryDirectory directory;
  Admission guest = heard;
  guest.until = "2026-11-22T23:30:00Z";
  {
    Admissions list{directory.path()};
    list.add(anna, guest);
    list.add(ben, heard);
    list.shift(std::chrono::hours{1});
  }
  Admissions list{directory.path()};
  CHECK(list.list().at(anna).until == "2026-11-23T00:30:00Z");
  CHECK(list.list().at(ben) == heard);
  list.shift(-std::chrono::hours{48});
  CHECK(list.list().at(anna).until == "2026-11-21T00:30:00Z");
  list.shift(std::chrono::seconds{1});
  CHECK(list.list().at(anna).until == "2026-11-21T00:30:01Z");
}

TEST_CASE("what time it is is kept where a stay ends, and nowhere else") {
  const TemporaryDirectory directory;
  Admission guest = heard;
  guest.until = "2026-11-22T23:30:00Z";
  {
    Admissions list{directory.path()};
    list.add(ben, heard);
    list.note_time();
    CHECK(list.noted_time() == "");
    list.add(anna, guest);
  }
  CHECK(is_written(directory, [](Admissions& list) { list.note_time(); }));
  CHECK_FALSE(is_written(directory, [](Admissions& list) { list.shift({}); }));
  const std::string noted = Admissions{directory.path()}.noted_time();
  CHECK(noted <= utc::now());
  CHECK(utc::now() <= utc::later(noted, std::chrono::minutes{1}));
}

TEST_CASE("who is to be removed is known after a restart, until it is gone") {
  const TemporaryDirectory directory;
  {
    Admissions list{directory.path()};
    list.add(anna, heard);
    list.leave(anna);
    list.leave(ben);
    CHECK_FALSE(list.contains(anna, now));
  }
  {
    Admissions again{directory.path()};
    CHECK(again.leaving() == std::set{anna, ben});
    CHECK(again.list().empty());
    CHECK(again.is_owned());  // nobody in the room took her from the list
    again.left(ben);
  }
  CHECK(Admissions{directory.path()}.leaving() == std::set{anna});
}

TEST_CASE("who was to be removed and is let in stays") {
  const TemporaryDirectory directory;
  {
    Admissions list{directory.path()};
    list.leave(anna);
    list.add(anna, heard);
  }
  const Admissions again{directory.path()};
  CHECK(again.contains(anna, now));
  CHECK(again.leaving().empty());
}

TEST_CASE("one that is to be removed takes nobody's address along") {
  const TemporaryDirectory directory;
  Admissions list{directory.path()};
  list.add(anna, heard);
  list.leave(ben);
  list.readdress(ben, anna.second);
  CHECK_FALSE(list.contains(anna, now));
  CHECK(list.leaving() == std::set{anna});
}

TEST_CASE("a list with one to be removed that is no device is damaged") {
  const TemporaryDirectory directory;
  directory.write("admitted", "[earshot]\nleaving=nobody;\ndevices=0\n");
  CHECK(Admissions{directory.path()}.is_owned());
  CHECK(std::filesystem::exists(directory / "admitted.damaged"));
}

TEST_CASE("a tentative admission is undone by the room's word") {
  const TemporaryDirectory directory;
  Admission by_hearing = heard;
  by_hearing.tentative = true;
  {
    Admissions list{directory.path()};
    CHECK_FALSE(list.any_tentative());
    list.add(anna, by_hearing);
  }
  {
    Admissions again{directory.path()};
    CHECK(again.any_tentative());
    again.undo();
    CHECK_FALSE(again.is_owned());
  }
  {
    Admissions again{directory.path()};
    CHECK(again.leaving() == std::set{anna});
    again.add(ben, by_hearing);
  }
  CHECK(is_written(directory, [](Admissions& list) { list.finalize(); }));
  Admissions again{directory.path()};
  CHECK_FALSE(again.any_tentative());
  again.undo();
  CHECK(again.contains(ben, now));
}
