// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that the owner forgets or blocks, and how they are listed.
#include "test/control/replies.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

TEST_CASE("who is forgotten is removed from BlueZ and from the list") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  BusOwner owner{house.bus()};
  CHECK(owner.call("Forget", g_variant_new("(s)", "/org/bluez/hci0/dev_0")) ==
        refusal + "NoDevice");
  SECTION("one") {
    CHECK(owner.call("Forget", g_variant_new("(s)", phone.c_str())) == "");
  }
  SECTION("one, by its address") {
    CHECK(owner.call("Forget", g_variant_new("(s)", "00:aa:01:01:00:01")) ==
          "");
  }
  SECTION("all") {
    CHECK(owner.call("ForgetAll") == "");
  }
  CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  CHECK(house.lists_not("00:AA:01:01"));
  CHECK(owner.printed("Devices") == "[]");
}

TEST_CASE("a row says of its phone, adapter or request all that is known") {
  House house;
  house.bluealsa.appear();
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  house.bluealsa.add_pcm(phone);
  BusOwner owner{house.bus()};
  CHECK(wait_until([&] {
    return owner.printed("Devices").find("'Codec': <'SBC'>") !=
           std::string::npos;
  }));
  const std::string devices = owner.printed("Devices");
  for (const char* told :
       {"'Device': <objectpath '/org/bluez/hci0/dev_00_AA_01_01_00_01'>",
        "'Address': <'00:AA:01:01:00:01'>", "'Name': <'", "'Admitted': <'20",
        "'Consent': <'heard'>", "'Until': <''>", "'Connected': <true>",
        "'Playing': <false>", "'Volume': <", "'Rate': <uint32 44100>"}) {
    INFO(told);
    CHECK(devices.find(told) != std::string::npos);
  }
  CHECK(owner.printed("Adapters") ==
        "[{'Address': <'00:AA:01:00:00:00'>, 'Powered': <true>}]");
  const std::string log = owner.log("");
  for (const char* told :
       {"'Time': <'20", "'Name': <'", "'Address': <'00:AA:01:01:00:01'>",
        "'Asked': <'compare'>", "'Outcome': <'admitted'>", "'Why': <'",
        "'Consent': <'heard'>", "'Times': <uint32 1>"}) {
    INFO(told);
    CHECK(log.find(told) != std::string::npos);
  }
}

TEST_CASE("what is blocked is out, and BlueZ refuses its links") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  BusOwner owner{house.bus()};
  const auto block = [&](const char* device, bool blocked) {
    return owner.call("Block", g_variant_new("(sb)", device, blocked));
  };
  CHECK(block("00:AA:01:01:00:99", true) == refusal + "NoDevice");
  CHECK(block("00:AA:01:01:00:01", true) == "");
  CHECK(wait_until([&] { return house.bluez.flag(phone, "Blocked"); }));
  CHECK(owner.printed("Devices") == "[]");
  CHECK(wait_until([&] {
    return owner.printed("Blocked").find("00:AA:01:01:00:01") !=
           std::string::npos;
  }));
  CHECK_FALSE(house.authorized(phone));
  CHECK(block(phone.c_str(), false) == "");
  CHECK(wait_until([&] { return !house.bluez.flag(phone, "Blocked"); }));
  CHECK_FALSE(house.authorized(phone));
}

TEST_CASE("an address means each adapter's device of that address") {
  const bool blocks = GENERATE(false, true);
  House house;
  house.bluez.add_adapter("hci1", "00:AA:01:00:00:01");
  house.state.write("admitted",
                    "[earshot]\ndevices=1\n"
                    "[00:AA:01:00:00:01 AA:BB:CC:00:00:01]\n"
                    "name=Pixel\nadmitted=2026-01-01T00:00:00Z\n"
                    "consent=heard\n");
  // A mere object on the first adapter; bonded and on our list on the second.
  const auto mere = house.bluez.add_device("AA:BB:CC:00:00:01", "Pixel");
  const auto phone =
      house.bluez.add_device("AA:BB:CC:00:00:01", "Pixel", "hci1");
  house.bluez.bond(phone);
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  REQUIRE(owner.printed("Devices").find("Pixel") != std::string::npos);
  if (blocks) {
    CHECK(owner.call("Block",
                     g_variant_new("(sb)", "AA:BB:CC:00:00:01", TRUE)) == "");
    CHECK(wait_until([&] { return house.bluez.flag(phone, "Blocked"); }));
    CHECK(wait_until([&] { return house.bluez.flag(mere, "Blocked"); }));
  } else {
    CHECK(owner.call("Forget", g_variant_new("(s)", "AA:BB:CC:00:00:01")) ==
          "");
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  }
  CHECK(owner.printed("Devices").find("Pixel") == std::string::npos);
  CHECK_FALSE(house.authorized(phone));
}

TEST_CASE("what another program paired is listed as that until it is let in") {
  House house;
  const std::string phone = house.stranger();
  house.bluez.bond(phone);
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.printed("Devices") == "[]");
  CHECK(owner.printed("Unlisted").find("00:AA:01:01:00:01") !=
        std::string::npos);
  SECTION("it is let in") {
    auto& answer = house.bluez.confirm(phone, 470391);
    CHECK(owner.printed("Unlisted") == "[]");
    REQUIRE(wait_until([&] { return answer.answered; }));
    REQUIRE(house.authorized(phone));
    CHECK(owner.printed("Unlisted") == "[]");
  }
  SECTION("it is forgotten") {
    CHECK(owner.call("Forget", g_variant_new("(s)", "00:AA:01:01:00:01")) ==
          "");
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
    CHECK(owner.printed("Unlisted") == "[]");
  }
}
