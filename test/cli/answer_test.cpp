// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's yes and no.
#include "test/cli/home.hpp"
#include "test/support/bus_owner.hpp"

namespace {

Config by_command() {
  Config config = House::quick();
  config.pairing.consent = {pairing::Consent::command};
  return config;
}

}  // namespace

TEST_CASE("the owner's yes and no, to nobody but whom he means") {
  House house{by_command()};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  CHECK(contains(earshot({"yes"}).error, "no device is asking"));
  auto& answer =
      house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until(
      [&] { return contains(earshot({}).out, "Waiting: Bert (00:AA"); }));
  const Ran other = earshot({"yes", "Eve"});
  CHECK(other.status == 1);
  CHECK(contains(other.error, "Eve is not the one waiting"));
  CHECK(contains(other.error, "Bert (00:AA:01:01:00:02)"));
  SECTION("yes") {
    BusOwner owner{house.bus()};
    REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
    const Ran ran = earshot({"yes", "Bert"});
    CHECK(ran.out == "Bert (00:AA:01:01:00:02) is let in.\n");
    CHECK(wait_until([&] { return answer.answered; }));
    CHECK(answer.accepted);
  }
  SECTION("no") {
    const Ran ran = earshot({"no", "--json"});
    CHECK(contains(compact(ran.out), R"("answer":"no")"));
    CHECK(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
    CHECK(contains(earshot({"log"}).out, "somebody said no"));
  }
}

TEST_CASE("a yes tells whether the code has yet to be said to its end") {
  Config config = by_command();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "true"; }));
  const Ran early = earshot({"yes"});
  CHECK(early.status == 1);
  CHECK(contains(early.error, "has not been said yet"));
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  CHECK(earshot({"yes"}).out ==
        "Bert (00:AA:01:01:00:02) will be let in once the code has been "
        "said.\n");
}

TEST_CASE("a yes waits at a terminal, and tells what became of it") {
  House house{by_command()};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  const std::string bert = house.stranger("Bert", "00:AA:01:01:00:02");
  auto& answer = house.bluez.confirm(bert, 470391);
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
  const auto [command, said] = GENERATE(table<const char*, const char*>(
      {{"script --quiet --return --command \"$EARSHOT yes\" /dev/null",
        "Bert (00:AA:01:01:00:02) is let in."},
       {"$EARSHOT yes --wait --json", "\"outcome\" : \"admitted\""}}));
  Process yes = earshot.start_shell(command);
  REQUIRE(wait_until([&] { return answer.accepted; }));
  house.bluez.bond(bert);
  CHECK(yes.exit_status() == 0);
  INFO(yes.output);
  CHECK(contains(yes.out, said));
}

TEST_CASE("a yes to what is refused all the same says why") {
  Config config = by_command();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  const auto file = earshot.directory / "said";
  Process yes =
      earshot.start_shell("exec $EARSHOT yes --wait >" + file.string());
  REQUIRE(wait_until([&] {
    return contains(TemporaryDirectory::read(file),
                    "Bert (00:AA:01:01:00:02) will be let in once the code "
                    "has been said.\n");
  }));
  CHECK(earshot({"no"}).status == 0);
  CHECK(yes.exit_status() == 1);
  CHECK(contains(TemporaryDirectory::read(file),
                 "Bert (00:AA:01:01:00:02) was refused: somebody said no."));
}

TEST_CASE("a yes that the configuration does not list says so") {
  Home home;
  REQUIRE(home.earshot({"open"}).status == 0);
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  // The card of this test is as slow as a real one, so that there is time.
  home.house.bluez.confirm(home.house.stranger("Bert", "00:AA:01:01:00:02"),
                           470391);
  const Ran ran = home.earshot({"yes"});
  CHECK(ran.status == 1);
  CHECK((contains(ran.error, "consent does not list command") ||
         contains(ran.error, "no device is asking")));
}
