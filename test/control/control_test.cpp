// SPDX-License-Identifier: GPL-3.0-or-later
// org.earshot.Earshot1, as its contract says it.
#include "test/control/replies.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

TEST_CASE("the owner opens and shuts the window") {
  House house;
  house.bluez.appear();
  house.start(false);
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  BusOwner owner{house.bus()};
  CHECK(owner.call("Open", g_variant_new("(u)", 5u)) == refusal + "BadLength");
  CHECK(owner.call("Open", g_variant_new("(u)", 60u)) == "");
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  const auto left = g_variant_get_uint32(owner.get("Left").get());
  CHECK(left > 50);
  CHECK(left <= 60);
  CHECK(owner.call("Close") == "");
  CHECK(wait_until([&] { return house.is_hidden(); }));
}

TEST_CASE("an unsafe box says why it stays shut") {
  Config config = House::quick();
  config.pairing.safe = false;
  House house{config};
  house.bluez.appear();
  house.start();
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  BusOwner owner{house.bus()};
  CHECK(owner.call("Open", g_variant_new("(u)", 0u)) == refusal + "HeldShut");
  CHECK(owner.text("HeldShut") != "");
  CHECK(owner.text("Window") == "shut");
}

TEST_CASE("the owner has a text said, but not over a code") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  house.bluez.appear();
  house.start(false);
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  BusOwner owner{house.bus()};
  CHECK(owner.call("Say", g_variant_new("(s)", "\x01 [[ <>")) ==
        refusal + "NoText");
  CHECK(owner.call("Say", g_variant_new("(s)", "Dinner is ready.")) == "");
  CHECK(wait_until([&] { return !house.tape.samples().empty(); }));
  REQUIRE(owner.call("Open", g_variant_new("(u)", 0u)) == "");
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return owner.printed("Request") != "{}"; }));
  CHECK(owner.call("Say", g_variant_new("(s)", "Dinner")) == refusal + "Busy");
}

TEST_CASE("whoever listens is told what happens, with the facts") {
  House house;
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  REQUIRE(owner.text("Version") == EARSHOT_VERSION);
  const std::string phone = house.friendly();
  CHECK(wait_until([&] { return has(owner.signals(), "('closed', {})"); }));
  for (const char* told :
       {"('request', {'Device': <objectpath '/org/bluez/hci0/dev_",
        "'Asked': <'compare'>", "('admitted', {'Device': <objectpath",
        "'Address': <'00:AA:01:01:00:01'>", "'Consent': <'heard'>"})
    CHECK(has(owner.signals(), told));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  CHECK(wait_until([&] { return has(owner.signals(), "('disconnected', {"); }));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(TRUE));
  CHECK(wait_until([&] { return has(owner.signals(), "('connected', {"); }));
  CHECK(owner.call("Open", g_variant_new("(u)", 60u)) == "");
  CHECK(wait_until(
      [&] { return has(owner.signals(), "('opened', {'Seconds': <uint32 "); }));
  auto& answer =
      house.bluez.confirm(house.stranger("Eve", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return has(owner.signals(), "'Eve'"); }));
  house.bluez.cancel();
  CHECK(wait_until([&] { return answer.answered; }));
  CHECK(wait_until([&] { return has(owner.signals(), "('refused', {"); }));
  CHECK(has(owner.signals(), "'Outcome': <'cancelled'>"));
  CHECK_FALSE(has(owner.signals(), "470391"));
}

TEST_CASE("the tables answer what the contract names, and nothing else") {
  House house;
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  for (const char* name :
       {"Version", "Window", "Left", "HeldShut", "Request", "Devices",
        "Unlisted", "Blocked", "LockedOut", "Ready", "Speaker", "Adapters",
        "Consent", "Possible", "Languages", "Output", "Speaking", "Problems"})
    CHECK(owner.printed(name) != "?");
  CHECK(owner.printed("Nonsense") == "?");
}

TEST_CASE("an adapter that is off is another problem than none") {
  House house;
  REQUIRE(house.open());
  BusOwner owner{house.bus()};
  CHECK(owner.printed("Problems") == "[]");
  house.bluez.blocked = true;
  house.bluez.set(House::adapter, "Powered", g_variant_new_boolean(FALSE));
  CHECK(wait_until([&] { return owner.printed("Problems") == "['off']"; }));
  house.bluez.remove_adapter("hci0");
  CHECK(wait_until(
      [&] { return owner.printed("Problems") == "['no-adapter']"; }));
}
