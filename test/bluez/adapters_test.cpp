// SPDX-License-Identifier: GPL-3.0-or-later
// The adapters and the agent's place, as BlueZ and others change them.
#include "bluez/adapters.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "glib/properties.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"

using namespace std::chrono_literals;

TEST_CASE("bluetoothd and adapters may come late") {
  House house;
  house.bluez.remove_adapter("hci0");
  house.start();
  house.bluez.appear();
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  house.bluez.add_adapter("hci0", House::adapter_address);
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  CHECK(house.bluez.flag(House::adapter, "Powered"));
}

TEST_CASE("an adapter that rfkill blocks is waited for") {
  House house;
  house.bluez.blocked = true;
  house.bluez.appear();
  house.start();
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  CHECK_FALSE(house.is_visible());
  house.bluez.blocked = false;
  house.bluez.set(House::adapter, "Powered", g_variant_new_boolean(TRUE));
  CHECK(wait_until([&] { return house.is_visible(); }));
}

TEST_CASE(
    "a value that an adapter refuses is set again, and told the second time") {
  const Journal journal;
  House house;
  house.bluez.appear();
  house.start(false);
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  // Switched off by bluetoothd's end, it refuses before it says that it is off.
  const int refusals = GENERATE(1, 2);
  house.bluez.off = refusals;
  house.bluez.set(House::adapter, "Discoverable", g_variant_new_boolean(TRUE));
  CHECK(wait_until([&] { return house.is_hidden(); }));
  CHECK(journal.warnings().size() == (refusals == 1 ? 0 : 1));
}

TEST_CASE("the adapter has our name, and is set back when others change it") {
  Config config = House::quick();
  config.speaker_name = "Living Room";
  House house{config};
  REQUIRE(house.open());
  CHECK(house.bluez.text(House::adapter, "Alias") == "Living Room");
  house.bluez.set(House::adapter, "Discoverable", g_variant_new_boolean(FALSE));
  CHECK(wait_until([&] { return house.is_visible(); }));
}

TEST_CASE("an agent that pushes ours aside gains nothing") {
  House house;
  house.bluez.appear();
  house.start(false);
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  house.bluez.push_aside_agent();
  REQUIRE(house.bluez.capability() == "NoInputNoOutput");
  CHECK(house.bluez.flag(House::adapter, "Pairable"));
  CHECK(wait_until([&] { return house.is_hidden(); }));
  // Sooner than any timer of an open window.
  CHECK(wait_until([&] { return house.bluez.capability() == "DisplayYesNo"; },
                   10s));
}

TEST_CASE("with an address, other adapters and their devices are not ours") {
  Config config = House::quick();
  config.adapter = "00:aa:01:00:00:00";
  House house{config};
  house.bluez.add_adapter("hci1", "00:AA:01:00:00:01");
  REQUIRE(house.open());
  CHECK_FALSE(house.bluez.flag("/org/bluez/hci1", "Powered"));
  CHECK_FALSE(house.bluez.flag("/org/bluez/hci1", "Discoverable"));
  const std::string phone =
      house.bluez.add_device("00:AA:01:01:00:01", "Pixel", "hci1");
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(house.bluez.has(phone));
}

TEST_CASE("BlueZ is busy at times, and asked again") {
  House house;
  house.bluez.busy = 3;
  REQUIRE(house.open());
  house.bluez.busy = 2;
  REQUIRE(house.stop());
  CHECK(house.is_hidden());
}

TEST_CASE("a window without an end has one for bluetoothd") {
  Config config = House::quick();
  config.pairing.open_at = pairing::Opening::always;
  House house{config};
  REQUIRE(house.open());
  for (const char* timeout : {"DiscoverableTimeout", "PairableTimeout"}) {
    CHECK(house.bluez.number(House::adapter, timeout) > 0);
    CHECK(house.bluez.number(House::adapter, timeout) <= 300);
  }
}

TEST_CASE("the box is visible while its lease is renewed, and hidden after") {
  PrivateBus bus;
  FakeBluez bluez{bus.connect()};
  bluez.add_adapter("hci0", House::adapter_address);
  bluez.appear();
  const auto ours = bus.connect();
  std::optional<bluez::Adapters> adapters;
  int renewals = 0;
  int hidden = 0;
  glib::Objects objects{
      *ours,
      bluez::service,
      "/",
      {.came = [](const char*) {},
       .complete = [] {},
       .went = [] {},
       .changed =
           [&](const char* path, const char*, GVariant* properties) {
             if (!adapters) return;
             adapters->update(path, properties);
             std::uint32_t lease = 0;
             bool seen = true;
             glib::look_up(properties, "PairableTimeout", lease);
             glib::look_up(properties, "Discoverable", seen);
             renewals += lease > 0 ? 1 : 0;
             hidden += seen ? 0 : 1;
           },
       .removed = [](const char*, const char*) {}}};
  adapters.emplace(*ours, [] {});
  adapters->keep_shown(2);
  adapters->enforce();
  const auto visible = [&] {
    return bluez.flag(House::adapter, "Discoverable") &&
           bluez.flag(House::adapter, "Pairable");
  };
  REQUIRE(wait_until(visible));
  hidden = 0;
  const int first = renewals;
  // Longer than one lease.
  REQUIRE(wait_until([&] { return renewals >= first + 3; }));
  CHECK(visible());
  CHECK(hidden == 0);
  adapters.reset();
  CHECK(wait_until([&] {
    return !bluez.flag(House::adapter, "Discoverable") &&
           !bluez.flag(House::adapter, "Pairable");
  }));
}
