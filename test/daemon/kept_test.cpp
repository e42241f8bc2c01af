// SPDX-License-Identifier: GPL-3.0-or-later
// What a phone is told, and what the disk has.
#include <chrono>

#include "test/support/catch.hpp"
#include "test/support/disk.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;

TEST_CASE("a phone is in, and served, once the disk has it") {
  const Sound sound;
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  auto& yes = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return yes.answered; }));
  disk.stuck = true;
  house.bluez.bond(phone);
  auto& service = house.bluez.authorize(phone, audio_sink);
  CHECK_FALSE(wait_until([&] { return service.answered; }, 500ms));
  CHECK_FALSE(house.is_hidden());
  disk.stuck = false;
  REQUIRE(wait_until([&] { return service.answered; }));
  CHECK(service.accepted);
  CHECK(house.lists("00:AA:01:00:00:00 00:AA:01:01:00:01"));
  CHECK(wait_until([&] { return house.is_hidden(); }));
}

TEST_CASE("a phone that the disk does not take is removed") {
  const Sound sound;
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  auto& yes = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return yes.answered; }));
  disk.full = true;
  house.bluez.bond(phone);
  auto& service = house.bluez.authorize(phone, audio_sink);
  REQUIRE(wait_until([&] { return service.answered; }, 15s));
  CHECK_FALSE(service.accepted);
  CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  disk.full = false;
  CHECK(house.stop());
  CHECK(house.list().find("consent=") == std::string::npos);
}
