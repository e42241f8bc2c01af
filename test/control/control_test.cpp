// SPDX-License-Identifier: GPL-3.0-or-later
// org.earshot.Earshot1, as its contract says it.
#include <algorithm>

#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;

namespace {

const std::string refusal = "org.earshot.Error.";

Config by_command() {
  Config config = House::quick();
  config.pairing.consent = {pairing::Consent::command};
  return config;
}

bool has(const std::vector<std::string>& signals, const std::string& part) {
  return std::any_of(signals.begin(), signals.end(), [&](const auto& s) {
    return s.find(part) != std::string::npos;
  });
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
