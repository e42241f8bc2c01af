// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's yes and no to who asks.
#include "test/control/replies.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

namespace {

Config by_command() {
  Config config = House::quick();
  config.pairing.consent = {pairing::Consent::command};
  return config;
}

}  // namespace

TEST_CASE("the owner's command lets a phone in, and is told of it") {
  House house{by_command()};
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.text("Window") == "open");
  CHECK(owner.call("Yes") == refusal + "NoRequest");
  const std::string phone = house.stranger("Anna\x1b[31m");
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] {
    return owner.printed("Request").find("Anna") != std::string::npos;
  }));
  CHECK(owner.printed("Request").find("470391") == std::string::npos);
  CHECK(owner.printed("Request").find('\x1b') == std::string::npos);
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  CHECK(owner.call("Yes") == "");
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  CHECK(owner.text("Window") == "shut");
  CHECK(owner.printed("Devices").find("'Consent': <'command'>") !=
        std::string::npos);
  CHECK(wait_until([&] { return has(owner.signals(), "'admitted'"); }));
  CHECK(has(owner.signals(), "'Window': <'shut'>"));
  CHECK_FALSE(has(owner.signals(), "470391"));
}

TEST_CASE("the owner's no is a no at once") {
  House house{by_command()};
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.call("No") == refusal + "NoRequest");
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return owner.printed("Request") != "{}"; }));
  CHECK(owner.call("No") == "");
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(wait_until([&] { return has(owner.signals(), "somebody said no"); }));
}

TEST_CASE("a yes by command where it is not configured is an error") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return owner.printed("Request") != "{}"; }));
  CHECK(owner.call("Yes") == refusal + "NotConsent");
}

TEST_CASE("blocking who asks is a no") {
  House house{by_command()};
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return owner.printed("Request") != "{}"; }));
  CHECK(owner.call("Block", g_variant_new("(sb)", phone.c_str(), TRUE)) == "");
  CHECK(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(wait_until([&] {
    return house.bluez.has(phone) && house.bluez.flag(phone, "Blocked");
  }));
  CHECK(owner.log("").find("'Outcome': <'refused'>") != std::string::npos);
}
