// SPDX-License-Identifier: GPL-3.0-or-later
// Who has an admitted phone's address, and is another.
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

namespace {

constexpr const char* address = "00:AA:01:01:00:01";

/** A device that BlueZ knew by a private address, and now by this phone's. */
std::string take_address(House& house) {
  const std::string other = house.stranger("Other", "5A:AA:01:01:00:09");
  house.bluez.set(other, "Bonded", g_variant_new_boolean(TRUE));
  house.bluez.set(other, "Address", g_variant_new_string(address));
  return other;
}

}  // namespace

TEST_CASE(
    "a device whose address becomes an admitted phone's is not that phone") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("consent=heard"));
  const std::string other = take_address(house);
  CHECK(wait_until([&] { return !house.bluez.has(other); }));
  CHECK(house.lists_not("consent="));
  CHECK_FALSE(house.authorized(phone));
}

TEST_CASE("a phone on our list whose own address becomes known stays on it") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly("5A:AA:01:01:00:09");
  REQUIRE(house.lists("5A:AA:01:01:00:09"));
  house.bluez.set(phone, "Address", g_variant_new_string(address));
  CHECK(house.lists(address));
  CHECK(house.authorized(phone));
}
