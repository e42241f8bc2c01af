// SPDX-License-Identifier: GPL-3.0-or-later
// The record of requests: what is kept, what it survives, what the journal
// gets.
#include "store/record.hpp"

#include <fstream>
#include <string>
#include <vector>

#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"
#include "test/support/temporary.hpp"

namespace {

RecordedRequest request(const char* name, const char* outcome = "cancelled") {
  return {.when = "2026-11-22T18:30:00Z",
          .name = name,
          .address = "00:AA:01:01:00:01",
          .asked = "compare",
          .outcome = outcome,
          .why = "it was cancelled",
          .consent = ""};
}

}  // namespace

TEST_CASE("the record is there again after a restart, the oldest first") {
  const TemporaryDirectory state;
  {
    Record record{state.path()};
    record.add(request("Anna's phone"));
    record.add(request("Bert", "admitted"));
  }
  const Record record{state.path()};
  const auto all = record.since("");
  REQUIRE(all.size() == 2);
  CHECK(all[0] == request("Anna's phone"));
  CHECK(all[1] == request("Bert", "admitted"));
  CHECK(record.since("2026-11-22T18:30:00Z").size() == 2);
  CHECK(record.since("2026-11-22T18:30:01Z").empty());
}

TEST_CASE("the record is on the disk by itself, soon after a request") {
  const TemporaryDirectory state;
  Record record{state.path()};
  record.add(request("Anna"));
  glib::Timeout look;
  look.every(std::chrono::milliseconds{20}, [] {});
  CHECK(wait_until([&] { return Record{state.path()}.since("").size() == 1; }));
}

TEST_CASE("the record keeps the last 200 requests") {
  const TemporaryDirectory state;
  {
    Record record{state.path()};
    for (int i = 0; i < 450; ++i)
      record.add(request(std::to_string(i).c_str()));
  }
  const auto all = Record{state.path()}.since("");
  REQUIRE(all.size() == Record::most);
  CHECK(all.front().name == "250");
  CHECK(all.back().name == "449");
  CHECK(std::filesystem::file_size(state / "requests") < 50'000);
}

TEST_CASE("a thousand that are turned away in turns are counted, not listed") {
  const TemporaryDirectory state;
  const Journal journal;
  Record record{state.path()};
  record.add(request("Anna"));
  for (int i = 0; i < 500; ++i) {
    record.add_refused(request("X", "busy"));
    record.add_refused(request("Y", "too-often"));
  }
  const auto all = record.since("");
  REQUIRE(all.size() == 3);
  CHECK(all[1].times == 500);
  CHECK(all[2].times == 500);
  CHECK(journal.lines("EARSHOT_OUTCOME").size() == 3);
}

TEST_CASE("a record that was cut short gives way to its last good copy") {
  const TemporaryDirectory state;
  {
    Record record{state.path()};
    record.add(request("Anna"));
  }
  const std::string whole = TemporaryDirectory::read(state / "requests");
  SECTION("one file") {
    state.write("requests", whole.substr(0, whole.size() / 2));
    CHECK(Record{state.path()}.since("").size() == 1);
    CHECK(std::filesystem::exists(state / "requests.damaged"));
  }
  SECTION("both") {
    state.write("requests", "noise");
    state.write("requests.last-good", "[earshot]\nrequests=70\n");
    CHECK(Record{state.path()}.since("").empty());
  }
}

TEST_CASE("a record that can't be written is kept in memory") {
  Record record{"/proc/nowhere"};
  record.add(request("Anna"));
  CHECK(record.since("").size() == 1);
}

TEST_CASE("a request's end is in the journal as fields, and in the record") {
  const Journal journal;
  House house;
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  const std::string phone = house.stranger("Anna\x1b[31m\n");
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  const auto lines = journal.lines("EARSHOT_OUTCOME");
  REQUIRE(lines.size() == 1);
  Journal::Line line = lines.front();
  CHECK(line["EARSHOT_NAME"] == "Anna?[31m?");
  CHECK(line["EARSHOT_ADDRESS"] == "00:AA:01:01:00:01");
  CHECK(line["EARSHOT_ASKED"] == "compare");
  CHECK(line["EARSHOT_OUTCOME"] == "admitted");
  CHECK(line["EARSHOT_CONSENT"] == "heard");
  CHECK(line["MESSAGE_ID"].size() == 32);
  for (const auto& [key, value] : line)
    CHECK(value.find("470391") == std::string::npos);

  // Another is turned away at the shut door.
  auto& refused =
      house.bluez.confirm(house.stranger("Eve", "00:AA:01:01:00:02"), 123456);
  REQUIRE(wait_until([&] { return refused.answered; }));
  const std::string log = owner.log("");
  CHECK(log.find("'Outcome': <'admitted'>") != std::string::npos);
  CHECK(log.find("'Outcome': <'window-shut'>") != std::string::npos);
  CHECK(log.find("470391") == std::string::npos);
  CHECK(owner.log("2999") == "[]");
}
