// SPDX-License-Identifier: GPL-3.0-or-later
// Phones that are in: what keeps them so, and what they may use.
#include <chrono>

#include "store/clock.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/rest.hpp"

using namespace std::chrono_literals;

TEST_CASE("admitted phones stay in through a restart of the daemon") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.stop());
  house.start(false);
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  CHECK(house.authorized(phone));
  CHECK(wait_until([&] { return house.is_hidden(); }));
}

TEST_CASE("a pulled adapter and a stopped bluetoothd admit nobody less") {
  House house;
  REQUIRE(house.open());
  house.friendly();
  REQUIRE(house.lists("00:AA:01:01"));
  SECTION("bluetoothd takes its objects away, then leaves") {
    house.bluez.remove_object("/org/bluez/hci0/dev_00_AA_01_01_00_01");
    house.bluez.vanish();
  }
  SECTION("the adapter is pulled out") {
    house.bluez.remove_adapter("hci0");
  }
  CHECK_FALSE(wait_until(
      [&] { return house.list().find("00:AA:01:01") == std::string::npos; },
      6s));
}

TEST_CASE("a phone that was removed from BlueZ leaves the list") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("00:AA:01:01"));
  house.bluez.remove_object(phone);
  CHECK(house.lists_not("00:AA:01:01"));
}

TEST_CASE("a bond that goes and comes back without us lets nobody in") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("00:AA:01:01:00:01"));
  house.bluez.set(phone, "Bonded", g_variant_new_boolean(FALSE));
  CHECK(house.lists_not("00:AA:01:01:00:01"));
  house.bluez.set(phone, "Bonded", g_variant_new_boolean(TRUE));
  CHECK_FALSE(house.authorized(phone));
}

TEST_CASE("a guest's stay ends, also across a restart") {
  Config config = House::quick();
  config.guests_stay = 2s;
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  CHECK(house.authorized(phone));
  SECTION("while the daemon runs") {
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  }
  SECTION("while it does not") {
    REQUIRE(house.stop());
    rest(2100ms);
    house.start(false);
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  }
  CHECK(house.lists_not("consent="));
}

TEST_CASE("a stay lasts as long as it was to on a clock that starts behind") {
  House house;
  const std::string phone =
      house.bluez.add_device("00:AA:01:01:00:01", "Pixel");
  house.bluez.bond(phone);
  const auto left = GENERATE(2s, 3600s);
  house.state.write(
      "admitted",
      "[earshot]\ntime=" + utc::now(10h) +
          "\ndevices=1\n[00:AA:01:00:00:00 00:AA:01:01:00:01]\nname=Pixel\n"
          "admitted=2026-01-01T00:00:00Z\nconsent=heard\nuntil=" +
          utc::now(10h + left) + "\n");
  REQUIRE(house.open());
  if (left == 2s) {
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
    return;
  }
  BusOwner owner{house.bus()};
  const std::string devices = owner.printed("Devices");
  const auto at = devices.find("'Until': <'") + 11;
  const auto still = utc::until(devices.substr(at, 20));
  CHECK(still <= 3600s);
  CHECK(still > 3500s);
}

TEST_CASE("a list of services is what admitted phones may use") {
  Config config = House::quick();
  config.services = {keyboard};
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  CHECK(house.authorized(phone, "00001124-0000-1000-8000-00805F9B34FB"));
  CHECK_FALSE(house.authorized(phone, audio_sink));
}
