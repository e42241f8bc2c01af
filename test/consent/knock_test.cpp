// SPDX-License-Identifier: GPL-3.0-or-later
// The knock through the whole daemon, with a BlueALSA that mutes.
#include "test/consent/room.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/rest.hpp"

using namespace std::chrono_literals;
using pairing::Consent;

namespace {

bool is_asked(House& house, std::size_t before) {
  return wait_until([&] { return house.tape.length() > before + 22'050 * 5; });
}

}  // namespace

TEST_CASE("a phone that knocks right is heard from then on") {
  const bool remembers = GENERATE(false, true);
  CAPTURE(remembers);
  KnockHouse house{remembers ? std::optional{80} : std::nullopt};
  CHECK(house.lists_not("consent="));
  CHECK_FALSE(house.authorized(house.phone.device, keyboard));
  const std::string pcm = house.muted_pcm();
  const auto before = house.tape.length();
  SECTION("its volume is in the middle") {
    set_volume(house, house.phone.transport, 64);
  }
  SECTION("the box sets its volume to the middle") {
    const auto volume = [&] {
      return house.bluez.number(house.phone.transport, "Volume");
    };
    REQUIRE(wait_until([&] { return volume() == 64; }, 10s));
  }
  REQUIRE(is_asked(house, before));
  int level = 64;
  for (const int step : {8, 8, -8, 8, -8, -8}) {
    CHECK(house.bluealsa.is_muted(pcm));
    set_volume(house, house.phone.transport, level += step);
    rest(200ms);
  }
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  CHECK(house.lists("consent=knock"));
  CHECK(wait_until([&] { return !house.bluealsa.is_muted(pcm); }));
  CHECK(house.authorized(house.phone.device));
}

TEST_CASE("who is on probation stays named while the phone's owner hesitates") {
  Config config = with({Consent::heard});
  config.pairing.open_at = pairing::Opening::start;
  House house{config};
  house.bluealsa.appear();
  REQUIRE(house.open());
  const std::string friendly = house.friendly("00:AA:01:01:00:02");
  REQUIRE(house.lists("consent=heard"));
  config.pairing.consent = {Consent::knock};
  house.daemon->reconfigure(config);
  BusOwner owner{house.bus()};
  REQUIRE(owner.call("Open", g_variant_new("(u)", 0)) == "");
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  REQUIRE(answer.accepted);
  REQUIRE(house.lists("leaving="));
  // What is gone from BlueZ is looked for, twice; this one has no bond yet.
  house.bluez.remove_object(friendly);
  REQUIRE(house.lists_not("consent=heard"));
  CHECK(house.list().find("leaving=") != std::string::npos);
}

TEST_CASE("the player of a phone on probation is left alone") {
  KnockHouse house;
  const std::string pcm = house.muted_pcm();
  const std::string player = house.bluez.add_player(house.phone.device);
  const auto before = house.tape.length();
  set_volume(house, house.phone.transport, 64);
  REQUIRE(is_asked(house, before));
  // It plays while words are said.
  house.bluez.set(house.phone.transport, "State",
                  g_variant_new_string("active"));
  rest(200ms);
  CHECK(house.bluez.text(player, "Status") == "playing");
  CHECK(house.bluealsa.is_muted(pcm));
}

TEST_CASE("a wrong press removes the phone, and it stays mute till then") {
  KnockHouse house;
  const std::string pcm = house.bluealsa.add_pcm(house.phone.device);
  const auto before = house.tape.length();
  set_volume(house, house.phone.transport, 64);
  REQUIRE(is_asked(house, before));
  set_volume(house, house.phone.transport, 56);
  CHECK(wait_until([&] { return !house.bluez.has(house.phone.device); }));
  CHECK(house.bluealsa.is_muted(pcm));
  CHECK(house.lists_not("consent="));
  // The next row will be longer, also after a power cut.
  CHECK(wait_until([&] {
    return TemporaryDirectory::read(house.state / "failures")
               .find("wrong-rows=1") != std::string::npos;
  }));
  CHECK(wait_until([&] { return house.is_hidden(); }));
}
