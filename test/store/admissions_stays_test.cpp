// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/clock.hpp"
#include "test/store/anna_and_ben.hpp"

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
