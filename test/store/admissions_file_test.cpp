// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "test/store/anna_and_ben.hpp"

namespace {

void damage(const std::filesystem::path& file, std::size_t keep) {
  const std::string text = TemporaryDirectory::read(file);
  std::ofstream{file} << text.substr(0, keep);
}

}  // namespace

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

TEST_CASE("a list with one to be removed that is no device is damaged") {
  const TemporaryDirectory directory;
  directory.write("admitted", "[earshot]\nleaving=nobody;\ndevices=0\n");
  CHECK(Admissions{directory.path()}.is_owned());
  CHECK(std::filesystem::exists(directory / "admitted.damaged"));
}
