// SPDX-License-Identifier: GPL-3.0-or-later
// Acts of consent through the whole daemon: bus, core, voice and card.
#include "test/consent/room.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/rest.hpp"

using namespace std::chrono_literals;
using pairing::Consent;

TEST_CASE("the owner's gesture lets a phone in, and opens the window") {
  Config config = with({Consent::heard, Consent::owner});
  House house{config};
  REQUIRE(house.open());
  const std::string owner = house.friendly();
  const std::string transport = house.bluez.add_transport(owner);
  house.bluez.control(owner, true);
  const auto gesture = [&] {
    set_volume(house, transport, 50);
    rest(2100ms);
    for (const int level : {58, 50, 58}) {
      set_volume(house, transport, level);
      rest(300ms);
    }
  };
  gesture();
  CHECK(wait_until([&] { return house.is_visible(); }));
  REQUIRE(house.stop());
}

TEST_CASE("a number that nobody could type is refused") {
  Config config = with({Consent::keypad});
  House house{config};
  REQUIRE(house.open());
  CHECK(house.bluez.capability() == "KeyboardOnly");
  // No keypad is plugged in.
  const std::string phone = house.stranger();
  auto& answer =
      house.bluez.ask("RequestPasskey", g_variant_new("(o)", phone.c_str()));
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
}

TEST_CASE("Just Works is asked about, and let in by command alone") {
  Config config = with({Consent::heard, Consent::command});
  config.pairing.just_works = true;
  House house{config};
  REQUIRE(house.open());
  const std::string device = house.stranger("Radio");
  auto& answer = house.bluez.ask("RequestAuthorization",
                                 g_variant_new("(o)", device.c_str()));
  BusOwner owner{house.bus()};
  REQUIRE(wait_until([&] { return owner.printed("Request") != "{}"; }));
  CHECK_FALSE(answer.answered);
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  CHECK(owner.call("Yes") == "");
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
}
