// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a phone's volume arrives, and what is done where it does not.
#include "bluez/volume_links.hpp"

#include "bluez/names.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/rest.hpp"

using namespace std::chrono_literals;

namespace {

using Calls = std::vector<std::string>;

void send_volume(House& house, const std::string& transport, guint16 volume) {
  house.bluez.set(transport, "Volume", g_variant_new_uint16(volume));
}

bool offers_gesture(BusOwner& owner) {
  return owner.printed("Possible").find("'owner'") != std::string::npos;
}

Calls anew(const std::string& device) {
  return {"DisconnectProfile 110e of " + device,
          "DisconnectProfile 110c of " + device,
          "ConnectProfile 110e of " + device};
}

/** A phone whose AVRCP is there before its stream; the stream's path. */
std::string avrcp_first(House& house, const std::string& device) {
  house.bluez.control(device, true);
  return house.bluez.add_transport(device);
}

/** Another phone's link was connected anew, whose time came later than that of
 * all that were there before. */
bool only_another(House& house) {
  const std::string another = house.stranger("Nokia", "00:AA:01:01:00:09");
  house.bluez.profiles.clear();
  avrcp_first(house, another);
  return wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s) &&
         house.bluez.profiles == anew(another);
}

}  // namespace

TEST_CASE("AVRCP that came before the stream is connected anew") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  const std::string transport = avrcp_first(house, phone);
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s));
  CHECK(house.bluez.profiles == anew(phone));
  SECTION("also where BlueALSA has set the volume that it had last") {
    const std::string other = house.stranger("Nokia", "00:AA:01:01:00:02");
    house.bluez.profiles.clear();
    send_volume(house, avrcp_first(house, other), 88);
    REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s));
    CHECK(house.bluez.profiles == anew(other));
  }
  SECTION("once, whatever the stream does") {
    house.bluez.control(phone, false);
    house.bluez.control(phone, true);
    house.bluez.set(transport, "State", g_variant_new_string("active"));
    CHECK(only_another(house));
  }
  SECTION("and once more after the phone was away") {
    house.bluez.profiles.clear();
    house.bluez.remove_object(transport);
    house.bluez.control(phone, false);
    for (const bool connected : {false, true})
      house.bluez.set(phone, "Connected", g_variant_new_boolean(connected));
    avrcp_first(house, phone);
    REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 3; }, 10s));
    CHECK(house.bluez.profiles == anew(phone));
  }
}

TEST_CASE("AVRCP is left alone") {
  House house;
  SECTION("where it was there before we looked") {
    house.bluez.appear();
    const std::string phone = house.stranger();
    house.bluez.add_transport(phone);
    house.start();
    REQUIRE(wait_until([&] { return house.is_visible(); }));
  }
  SECTION("where it came after the stream") {
    REQUIRE(house.open());
    const std::string phone = house.stranger();
    house.bluez.add_transport(phone);
    house.bluez.control(phone, true);
  }
  SECTION("where a volume arrives all the same") {
    REQUIRE(house.open());
    const std::string phone = house.stranger();
    const std::string transport = avrcp_first(house, phone);
    rest(1500ms);
    send_volume(house, transport, 59);
  }
  SECTION("where the phone has left") {
    REQUIRE(house.open());
    const std::string phone = house.stranger();
    avrcp_first(house, phone);
    house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  }
  SECTION("where the stream has gone") {
    REQUIRE(house.open());
    const std::string phone = house.stranger();
    house.bluez.remove_object(avrcp_first(house, phone));
  }
  CHECK(only_another(house));
}

TEST_CASE("AVRCP of another adapter's device is left alone") {
  Config config = House::quick();
  config.adapter = House::adapter_address;
  House house{config};
  house.bluez.add_adapter("hci1", "00:AA:01:01:00:00");
  REQUIRE(house.open());
  avrcp_first(house,
              house.bluez.add_device("00:AA:01:01:00:05", "Phone", "hci1"));
  CHECK(only_another(house));
}

TEST_CASE("a BlueZ that is busy with the phone is asked again") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  house.bluez.in_progress = 2;
  avrcp_first(house, phone);
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() >= 5; }, 10s));
  Calls expected = anew(phone);
  expected.push_back("ConnectProfile 110c of " + phone);
  expected.push_back("ConnectProfile 110e of " + phone);
  CHECK(house.bluez.profiles == expected);
}

TEST_CASE("the gesture is offered once a phone has sent its volume") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  BusOwner owner{house.bus()};
  const std::string transport = house.bluez.add_transport(phone);
  house.bluez.set(transport, "State", g_variant_new_string("active"));
  // With 127 the stream began; no phone has sent it. Nor does one that has no
  // AVRCP yet: BlueALSA has set the volume that it had last.
  send_volume(house, transport, 88);
  CHECK_FALSE(offers_gesture(owner));
  house.bluez.control(phone, true);
  send_volume(house, transport, 59);
  CHECK(wait_until([&] { return offers_gesture(owner); }));
  SECTION("through another stream, too") {
    house.bluez.remove_object(transport);
    house.bluez.set(house.bluez.add_transport(phone), "State",
                    g_variant_new_string("active"));
    // Once the daemon has seen that, it answers.
    CHECK(wait_until([&] {
      return owner.printed("Devices").find("'Playing': <true>") !=
             std::string::npos;
    }));
    CHECK(offers_gesture(owner));
  }
  SECTION("until it leaves") {
    house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
    house.bluez.set(phone, "Connected", g_variant_new_boolean(TRUE));
    CHECK(wait_until([&] { return !offers_gesture(owner); }));
  }
}

TEST_CASE("a volume that the box has set is no message of the phone") {
  bluez::Transport stream;
  const auto takes = [&](const char* text) {
    const glib::Variant properties{g_variant_parse(G_VARIANT_TYPE_VARDICT, text,
                                                   nullptr, nullptr, nullptr)};
    stream.take("", properties.get());
    return stream.messages;
  };
  CHECK(takes("{'Volume': <uint16 127>}") == 0);
  stream.set = 64;
  CHECK(takes("{'State': <'active'>}") == 0);
  CHECK(takes("{'Volume': <uint16 64>}") == 0);
  CHECK(takes("{'Volume': <uint16 72>}") == 1);
  CHECK(takes("{'Volume': <uint16 64>}") == 2);
  stream.set = 50;
  CHECK(takes("{'Volume': <uint16 80>}") == 3);
  CHECK(takes("{'Volume': <uint16 50>}") == 3);
}
