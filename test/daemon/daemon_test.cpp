// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/daemon.hpp"

#include <chrono>

#include "test/support/catch.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;

TEST_CASE("the daemon follows bluetoothd through a restart") {
  House house;
  REQUIRE(house.open());
  house.bluez.vanish();
  house.bluez.set(House::adapter, "Discoverable", g_variant_new_boolean(FALSE));
  house.bluez.appear();
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  // The window goes on where it was.
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
}

TEST_CASE("stopping refuses, hides the box and takes the agent back") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  glib::Timeout later;
  later.once(500ms, [&] { house.daemon->stop([] {}); });
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(wait_until(
      [&] { return house.is_hidden() && !house.bluez.has_agent(); }));
}
