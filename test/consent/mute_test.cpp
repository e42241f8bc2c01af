// SPDX-License-Identifier: GPL-3.0-or-later
// Who is on probation is muted by BlueALSA, or is not let in.
#include "glib/objects.hpp"
#include "test/consent/room.hpp"
#include "test/support/catch.hpp"
#include "test/support/rest.hpp"
#include "voice/alsa.hpp"

using namespace std::chrono_literals;
using pairing::Consent;

TEST_CASE("who can't be muted, or plays before it is, is removed") {
  KnockHouse house;
  SECTION("BlueALSA refuses the mute") {
    house.bluealsa.refuses = true;
    house.bluealsa.add_pcm(house.phone.device);
  }
  SECTION("the mute does not hold") {
    house.bluealsa.forgets = true;
    house.bluealsa.add_pcm(house.phone.device);
  }
  SECTION("somebody unmutes it") {
    const std::string pcm = house.bluealsa.add_pcm(house.phone.device);
    REQUIRE(wait_until([&] { return house.bluealsa.is_muted(pcm); }));
    rest(100ms);
    house.bluealsa.set(pcm, "Volume", g_variant_new_uint16(0x7f7f));
  }
  SECTION("another program plays it") {
    house.bluez.set(house.phone.transport, "State",
                    g_variant_new_string("active"));
  }
  SECTION("BlueALSA ends") {
    house.bluealsa.vanish();
  }
  CHECK(wait_until([&] { return !house.bluez.has(house.phone.device); }, 5s));
}

TEST_CASE("of a stranger no music is paused for a card that it holds") {
  KnockHouse house;
  const std::string pcm = house.muted_pcm();
  const std::string player = house.bluez.add_player(house.phone.device);
  const voice::alsa::Pcm held = voice::alsa::open("quick");
  house.bluez.set(house.phone.transport, "State",
                  g_variant_new_string("active"));
  set_volume(house, house.phone.transport, 64);
  // What it is asked for can't be said, and its pause would be an answer.
  bool paused = false;
  CHECK(wait_until([&] {
    if (!house.bluez.has(house.phone.device)) return true;
    paused = paused || house.bluez.text(player, "Status") != "playing";
    return false;
  }));
  CHECK_FALSE(paused);
}

TEST_CASE("a PCM that BlueALSA has muted from the start is mute at once") {
  KnockHouse house;
  house.bluealsa.refuses = true;
  const std::string pcm = house.bluealsa.add_pcm(house.phone.device, true);
  rest(100ms);  // another bus client's word may be heard late
  house.bluez.set(house.phone.transport, "State",
                  g_variant_new_string("active"));
  SECTION("and so may play") {
    rest(300ms);
    CHECK(house.bluez.has(house.phone.device));
  }
  SECTION("until somebody unmutes it") {
    house.bluealsa.set(pcm, "Volume", g_variant_new_uint16(0x7f7f));
    CHECK(wait_until([&] { return !house.bluez.has(house.phone.device); }, 5s));
  }
}

TEST_CASE("a PCM that comes again is muted, whatever was said of the old one") {
  KnockHouse house;
  const std::string first = house.muted_pcm();
  house.bluealsa.remove_object(first);
  // BlueALSA takes the object away, and then stops its thread.
  house.bluealsa.emit(
      first, glib::properties_interface, "PropertiesChanged",
      g_variant_new_parsed(
          "('org.bluealsa.PCM1', {'Running': <false>}, @as [])"));
  const std::string again = house.bluealsa.add_pcm(house.phone.device);
  CHECK(wait_until([&] { return house.bluealsa.is_muted(again); }));
}

TEST_CASE("without BlueALSA a knock lets nobody in") {
  House house{with({Consent::knock})};
  REQUIRE(house.open());
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
}

TEST_CASE("a BlueALSA that has its name before its objects is asked again") {
  House house{with({Consent::knock})};
  house.bluealsa.deaf = 2;
  house.bluealsa.appear();
  REQUIRE(house.open());
  REQUIRE(wait_until([&] { return house.bluealsa.deaf == 0; }));
  rest(700ms);
  CHECK(Newcomer{house}.accepted);
}

TEST_CASE("a mute that BlueALSA remembers ends with an admission") {
  House house;
  house.bluealsa.appear();
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  const std::string pcm = house.bluealsa.add_pcm(phone, true);
  CHECK(wait_until(
      [&] { return (house.bluealsa.number(pcm, "Volume") & 0x8080) == 0; }));
}
