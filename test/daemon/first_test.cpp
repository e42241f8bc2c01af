// SPDX-License-Identifier: GPL-3.0-or-later
// A box as it is shipped: the first phone, and those that come after it.
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

namespace {

Config as_shipped() {
  Config config = House::quick();
  config.pairing = {};
  return config;
}

constexpr const char* second = "00:AA:01:01:00:02";

/** The owner at the bus, once the daemon is on it. */
bool sees(BusOwner& owner, const char* first) {
  return wait_until([&] { return owner.printed("First") == first; });
}

/** A second phone asks, and its code has been said: whether that was enough. */
bool hearing_lets_in(House& house, BusOwner& owner) {
  REQUIRE(owner.call("Open", g_variant_new("(u)", 0)) == "");
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
  const std::string phone = house.stranger("Fairphone", second);
  auto& answer = house.bluez.confirm(phone, 112233);
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "true"; }));
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
  // What follows the last sample is in the same queue as this call's answer.
  REQUIRE(owner.text("Window") == "open");
  return answer.answered && answer.accepted;
}

}  // namespace

TEST_CASE("out of the box hearing lets the first phone in, and no other") {
  House house{as_shipped()};
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.printed("First") == "true");
  house.friendly();
  REQUIRE(house.lists("consent=heard"));
  CHECK(owner.printed("First") == "false");
  REQUIRE_FALSE(hearing_lets_in(house, owner));
  CHECK(owner.call("Yes") == "");
  house.bluez.bond(house.stranger("Fairphone", second));
  CHECK(house.lists("consent=command"));
}

TEST_CASE("a restart does not make the next phone the first") {
  House house{as_shipped()};
  REQUIRE(house.open());
  house.friendly();
  REQUIRE(house.lists("consent=heard"));
  REQUIRE(house.stop());
  house.start();
  BusOwner owner{house.bus()};
  CHECK(sees(owner, "false"));
  CHECK_FALSE(hearing_lets_in(house, owner));
}

TEST_CASE("who forgets all phones has a new box") {
  House house{as_shipped()};
  REQUIRE(house.open());
  house.friendly();
  BusOwner owner{house.bus()};
  REQUIRE(owner.printed("First") == "false");
  CHECK(owner.call("ForgetAll") == "");
  CHECK(owner.printed("First") == "true");
  REQUIRE(house.stop());
  house.start();
  BusOwner again{house.bus()};
  CHECK(sees(again, "true"));
}

TEST_CASE("a phone whose bond another program took leaves the box owned") {
  House house{as_shipped()};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("consent=heard"));
  house.bluez.set(phone, "Bonded", g_variant_new_boolean(FALSE));
  REQUIRE(house.lists_not("consent=heard"));
  CHECK(BusOwner{house.bus()}.printed("First") == "false");
  REQUIRE(house.stop());
  house.start();
  BusOwner owner{house.bus()};
  CHECK(sees(owner, "false"));
  CHECK_FALSE(hearing_lets_in(house, owner));
}

TEST_CASE("a list that was damaged is no box that nobody owns") {
  House house{as_shipped()};
  house.state.write("admitted", "[earshot]\ndevices=2\n");
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.printed("First") == "false");
  REQUIRE(house.stop());
  house.start();
  BusOwner again{house.bus()};
  CHECK(sees(again, "false"));
  CHECK(again.call("ForgetAll") == "");
  CHECK(again.printed("First") == "true");
}
