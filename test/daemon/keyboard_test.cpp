// SPDX-License-Identifier: GPL-3.0-or-later
// Who is in, and offers to type.
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"

namespace {

/** A device's services are known, or others. */
void offers(House& house, const std::string& device, const char* uuids) {
  const glib::Variant value{g_variant_parse(G_VARIANT_TYPE_STRING_ARRAY, uuids,
                                            nullptr, nullptr, nullptr)};
  house.bluez.set(device, "UUIDs", value.get());
}

constexpr const char* music = "['0000110a-0000-1000-8000-00805f9b34fb']";
constexpr const char* typing =
    "['0000110a-0000-1000-8000-00805f9b34fb',"
    " '00001812-0000-1000-8000-00805f9b34fb']";

}  // namespace

TEST_CASE("a phone that is in and begins to offer a keyboard is told, once") {
  const Journal journal;
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("consent=heard"));
  offers(house, phone, music);
  offers(house, phone, typing);
  const auto told = [] {
    return Journal::containing("offers to be a keyboard").size();
  };
  REQUIRE(wait_until([&] { return told() > 0; }));
  house.bluez.set(phone, "Alias", g_variant_new_string("Pixel 8"));
  CHECK_FALSE(house.authorized(phone, keyboard));
  CHECK(house.authorized(phone));
  CHECK(told() == 1);
}
