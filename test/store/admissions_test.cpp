// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/store/anna_and_ben.hpp"

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
