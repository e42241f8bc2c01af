// SPDX-License-Identifier: GPL-3.0-or-later
// Trusted, as BlueZ keeps it: who gets it, and from whom it is taken.
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"

TEST_CASE("what another program paired and trusted is told, and distrusted") {
  const Journal journal;
  const bool before = GENERATE(true, false);
  House house;
  const std::string phone = house.stranger();
  const auto pair_elsewhere = [&] {
    house.bluez.bond(phone);
    house.bluez.set(phone, "Trusted", g_variant_new_boolean(TRUE));
  };
  if (before) pair_elsewhere();
  REQUIRE(house.open());
  if (!before) pair_elsewhere();
  CHECK(wait_until([&] { return !house.bluez.flag(phone, "Trusted"); }));
  CHECK_FALSE(house.authorized(phone));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  REQUIRE(house.stop());
  CHECK(journal.containing("paired or trusted by another program").size() == 1);
}

TEST_CASE("what belongs to an adapter that is not ours stays trusted") {
  Config config = House::quick();
  config.adapter = House::adapter_address;
  House house{config};
  house.bluez.add_adapter("hci1", "00:AA:01:00:00:01");
  const auto keyboard =
      house.bluez.add_device("00:AA:01:01:00:01", "Keyboard", "hci1");
  house.bluez.bond(keyboard);
  house.bluez.set(keyboard, "Trusted", g_variant_new_boolean(TRUE));
  const auto phone = house.stranger();
  house.bluez.set(phone, "Trusted", g_variant_new_boolean(TRUE));
  REQUIRE(house.open());
  REQUIRE(wait_until([&] { return !house.bluez.flag(phone, "Trusted"); }));
  CHECK(house.bluez.flag(keyboard, "Trusted"));
}

TEST_CASE("trust = yes sets Trusted, and a request alone does not take it") {
  Config config = House::quick();
  config.pairing.trust = true;
  config.pairing.open_at = pairing::Opening::start;
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(wait_until([&] { return house.bluez.flag(phone, "Trusted"); }));
  // The owner "forgot" the speaker on his phone, and pairs it once more.
  REQUIRE(house.stop());
  house.start(false);
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  auto& again = house.bluez.confirm(phone, 12345);
  bool was_taken = false;
  REQUIRE(wait_until([&] {
    was_taken |= !house.bluez.flag(phone, "Trusted");
    return again.answered;
  }));
  CHECK(again.accepted);
  CHECK_FALSE(was_taken);
}

TEST_CASE("a reload of trust counts for the phones that are there") {
  Config config = House::quick();
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  for (const bool trust : {true, false}) {
    config.pairing.trust = trust;
    house.daemon->reconfigure(config);
    CHECK(wait_until(
        [&] { return house.bluez.flag(phone, "Trusted") == trust; }));
  }
}
