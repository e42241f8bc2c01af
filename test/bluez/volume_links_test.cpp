// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a phone's volume arrives, and what is done where it does not.
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;

namespace {

void send_volume(House& house, const std::string& transport, guint16 volume) {
  house.bluez.set(transport, "Volume", g_variant_new_uint16(volume));
}

bool offers_gesture(BusOwner& owner) {
  return owner.printed("Possible").find("'owner'") != std::string::npos;
}

}  // namespace

TEST_CASE("a phone whose volume does not arrive has AVRCP connected anew") {
  House house;
  REQUIRE(house.open());
  const std::string sends = house.friendly();
  const std::string does_not = house.stranger("Nokia", "00:AA:01:01:00:02");
  const std::string first = house.bluez.add_transport(sends);
  send_volume(house, first, 59);
  // Later than the other, whose turn would have come before.
  house.bluez.add_transport(does_not);
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s));
  CHECK(house.bluez.profiles ==
        std::vector<std::string>{"DisconnectProfile 110e of " + does_not,
                                 "DisconnectProfile 110c of " + does_not,
                                 "ConnectProfile 110e of " + does_not});
}

TEST_CASE("a link is connected anew once") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  const std::string transport = house.bluez.add_transport(phone);
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s));
  house.bluez.set(transport, "State", g_variant_new_string("active"));
  const std::string other = house.stranger("Nokia", "00:AA:01:01:00:02");
  house.bluez.add_transport(other);
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 6; }, 10s));
  CHECK(house.bluez.profiles.back() == "ConnectProfile 110e of " + other);
  CHECK(house.bluez.profiles.size() == 6);
}

TEST_CASE("the gesture is offered once a phone has sent its volume") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  BusOwner owner{house.bus()};
  const std::string transport = house.bluez.add_transport(phone);
  house.bluez.set(transport, "State", g_variant_new_string("active"));
  // With 127 the stream began; no phone has sent it.
  CHECK_FALSE(offers_gesture(owner));
  send_volume(house, transport, 59);
  CHECK(wait_until([&] { return offers_gesture(owner); }));
}
