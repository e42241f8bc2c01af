// SPDX-License-Identifier: GPL-3.0-or-later
// What could not be heard is no yes.
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "voice/alsa.hpp"

TEST_CASE("no card, no yes") {
  Config config = House::quick();
  config.sound.output =
      GENERATE("absent", "breaking", "pulled_out", "suspended");
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(answer.error == "org.bluez.Error.Rejected");
  CHECK(wait_until([&] { return !house.bluez.has(phone); }));
}

TEST_CASE("a card that stays busy is a no") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  const voice::alsa::Pcm other = voice::alsa::open("real_time");
  REQUIRE(house.open());
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
}

TEST_CASE("no voice, no yes") {
  House house;
  house.books = "/nowhere";
  REQUIRE(house.open());
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
}
