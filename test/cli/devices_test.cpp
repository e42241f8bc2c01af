// SPDX-License-Identifier: GPL-3.0-or-later
// Phones are forgotten, blocked, and named so that nobody else is meant.
#include "test/cli/home.hpp"

TEST_CASE("who is forgotten is named by name or address, in any case") {
  Home home;
  SECTION("by name") {
    CHECK(home.earshot({"forget", "pixel"}).out ==
          "Pixel (00:AA:01:01:00:01) has been forgotten.\n");
  }
  SECTION("by address") {
    CHECK(home.earshot({"forget", "00:aa:01:01:00:01"}).status == 0);
  }
  SECTION("all") {
    CHECK(home.earshot({"forget", "--all"}).status == 0);
  }
  CHECK(wait_until([&] { return !home.house.bluez.has(home.anna); }));
  CHECK(home.earshot({"devices"}).out == "");
  CHECK(contains(home.earshot({}).out, "No phones are paired yet.\n"));
}

TEST_CASE("a name of several words needs no quotes") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger("Pixel 8");
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  Desk earshot{house.bus().address()};
  CHECK(earshot({"forget", "pixel", "8"}).out ==
        "Pixel 8 (00:AA:01:01:00:01) has been forgotten.\n");
}

TEST_CASE("a mistyped name gets the nearest one, and nothing is lost") {
  Home home;
  const Ran ran = home.earshot({"forget", "Pixl"});
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "did you mean Pixel?"));
  CHECK(home.earshot({"forget"}).status == 2);
  CHECK(home.earshot({"forget", "Pixel", "--all"}).status == 2);
  const Ran stranger = home.earshot({"forget", "00:AA:01:01:00:77"});
  CHECK(stranger.status == 1);
  CHECK(contains(stranger.error, "00:AA:01:01:00:77"));
  CHECK(home.house.bluez.has(home.anna));
}

TEST_CASE("two of one name are told apart by their addresses") {
  Home home;
  REQUIRE(home.earshot({"open"}).status == 0);
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  home.house.friendly("00:AA:01:01:00:02");
  const Ran ran = home.earshot({"forget", "Pixel"});
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "00:AA:01:01:00:01 00:AA:01:01:00:02"));
}

TEST_CASE("at a terminal, forgetting asks first") {
  Home home;
  Ran ran = home.earshot.at_terminal(80, "forget Pixel", "n\n");
  CHECK(contains(ran.out, "Forget Pixel (00:AA:01:01:00:01)? [y/N]"));
  CHECK(ran.status == 1);
  CHECK(home.house.bluez.has(home.anna));
  ran = home.earshot.at_terminal(80, "forget Pixel", "y\n");
  CHECK(ran.status == 0);
  CHECK(wait_until([&] { return !home.house.bluez.has(home.anna); }));
  ran = home.earshot.at_terminal(80, "forget --all --yes");
  CHECK(contains(ran.out, "No phones were paired."));
}

TEST_CASE("a device is blocked, shown as that, and let go again") {
  Home home;
  CHECK(home.earshot({"block", "Pixel"}).out ==
        "Pixel (00:AA:01:01:00:01) is blocked.\n");
  REQUIRE(
      wait_until([&] { return home.house.bluez.flag(home.anna, "Blocked"); }));
  CHECK(wait_until([&] {
    return contains(compact(home.earshot({"devices", "--json"}).out),
                    R"("blocked":[{"name":"Anna")");
  }));
  CHECK(home.earshot({"block", "--undo", "00:AA:01:01:00:01"}).status == 0);
  CHECK(
      wait_until([&] { return !home.house.bluez.flag(home.anna, "Blocked"); }));
}

TEST_CASE("what another program paired is shown, and forgotten by its name") {
  Home home;
  const std::string other = home.house.stranger("Tom", "00:AA:01:01:00:02");
  home.house.bluez.bond(other);
  CHECK(wait_until([&] {
    return contains(compact(home.earshot({"devices", "--json"}).out),
                    R"("unlisted":[{"name":"Tom")");
  }));
  const Ran screen = home.earshot.at_terminal(80, "devices");
  CHECK(contains(screen.out, "PAIRED, NOT LET IN"));
  CHECK(contains(screen.out, "00:AA:01:01:00:02"));
  CHECK(contains(home.earshot({"forget", "Tom"}).out,
                 "Tom (00:AA:01:01:00:02) has been forgotten."));
  CHECK(wait_until([&] { return !home.house.bluez.has(other); }));
}
