// SPDX-License-Identifier: GPL-3.0-or-later
// Acts of consent through the whole daemon: bus, core, voice and card.
#include "store/clock.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;
using pairing::Consent;

namespace {

Config with(pairing::Acts consent) {
  Config config = House::quick();
  config.pairing.consent = consent;
  return config;
}

void set_volume(House& house, const std::string& transport, int level) {
  house.bluez.set(transport, "Volume",
                  g_variant_new_uint16(static_cast<guint16>(level)));
}

/** Waits as long as a thumb does; the daemon's clock is the real one. */
void rest(std::chrono::milliseconds time) {
  bool over = false;
  glib::Timeout timeout;
  timeout.once(time, [&] { over = true; });
  wait_until([&] { return over; });
}

/** A phone that went through the code, and is on probation: its transport. */
struct Newcomer {
  explicit Newcomer(House& house) : device{house.stranger()} {
    auto& answer = house.bluez.confirm(device, 470391);
    accepted = wait_until([&] { return answer.answered; }) && answer.accepted;
    if (!accepted) return;
    house.bluez.bond(device);
    accepted = house.authorized(device);
    transport = house.bluez.add_transport(device);
  }
  std::string device;
  std::string transport;
  bool accepted = false;
};

bool is_asked(House& house, std::size_t before) {
  return wait_until([&] { return house.tape.length() > before + 22'050 * 5; });
}

}  // namespace

TEST_CASE("a phone that knocks right is heard from then on") {
  House house{with({Consent::knock})};
  house.bluealsa.appear();
  REQUIRE(house.open());
  Newcomer phone{house};
  REQUIRE(phone.accepted);
  CHECK(house.lists_not("consent="));
  CHECK_FALSE(house.authorized(phone.device, keyboard));
  const std::string pcm = house.bluealsa.add_pcm(phone.device);
  REQUIRE(wait_until([&] { return house.bluealsa.is_muted(pcm); }));
  const auto before = house.tape.length();
  SECTION("its volume is in the middle") {
    set_volume(house, phone.transport, 64);
  }
  SECTION("the box sets its volume to the middle") {
    const auto volume = [&] {
      return house.bluez.number(phone.transport, "Volume");
    };
    REQUIRE(wait_until([&] { return volume() == 64; }, 10s));
  }
  REQUIRE(is_asked(house, before));
  int level = 64;
  for (const int step : {8, 8, -8, 8, -8, -8}) {
    CHECK(house.bluealsa.is_muted(pcm));
    set_volume(house, phone.transport, level += step);
    rest(200ms);
  }
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  CHECK(house.lists("consent=knock"));
  CHECK(wait_until([&] { return !house.bluealsa.is_muted(pcm); }));
  CHECK(house.authorized(phone.device));
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
  House house{with({Consent::knock})};
  house.bluealsa.appear();
  REQUIRE(house.open());
  Newcomer phone{house};
  REQUIRE(phone.accepted);
  const std::string pcm = house.bluealsa.add_pcm(phone.device);
  REQUIRE(wait_until([&] { return house.bluealsa.is_muted(pcm); }));
  const std::string player = house.bluez.add_player(phone.device);
  const auto before = house.tape.length();
  set_volume(house, phone.transport, 64);
  REQUIRE(is_asked(house, before));
  // It plays while words are said.
  house.bluez.set(phone.transport, "State", g_variant_new_string("active"));
  rest(200ms);
  CHECK(house.bluez.text(player, "Status") == "playing");
  CHECK(house.bluealsa.is_muted(pcm));
}

TEST_CASE("a wrong press removes the phone, and it stays mute till then") {
  House house{with({Consent::knock})};
  house.bluealsa.appear();
  REQUIRE(house.open());
  Newcomer phone{house};
  REQUIRE(phone.accepted);
  const std::string pcm = house.bluealsa.add_pcm(phone.device);
  const auto before = house.tape.length();
  set_volume(house, phone.transport, 64);
  REQUIRE(is_asked(house, before));
  set_volume(house, phone.transport, 56);
  CHECK(wait_until([&] { return !house.bluez.has(phone.device); }));
  CHECK(house.bluealsa.is_muted(pcm));
  CHECK(house.lists_not("consent="));
  // The next row will be longer, also after a power cut.
  CHECK(wait_until([&] {
    return TemporaryDirectory::read(house.state / "failures")
               .find("wrong-rows=1") != std::string::npos;
  }));
  CHECK(wait_until([&] { return house.is_hidden(); }));
}

TEST_CASE("who can't be muted, or plays before it is, is removed") {
  House house{with({Consent::knock})};
  house.bluealsa.appear();
  REQUIRE(house.open());
  Newcomer phone{house};
  REQUIRE(phone.accepted);
  SECTION("BlueALSA refuses the mute") {
    house.bluealsa.refuses = true;
    house.bluealsa.add_pcm(phone.device);
  }
  SECTION("the mute does not hold") {
    house.bluealsa.forgets = true;
    house.bluealsa.add_pcm(phone.device);
  }
  SECTION("somebody unmutes it") {
    const std::string pcm = house.bluealsa.add_pcm(phone.device);
    REQUIRE(wait_until([&] { return house.bluealsa.is_muted(pcm); }));
    rest(100ms);
    house.bluealsa.set(pcm, "Volume", g_variant_new_uint16(0x7f7f));
  }
  SECTION("another program plays it") {
    house.bluez.set(phone.transport, "State", g_variant_new_string("active"));
  }
  SECTION("BlueALSA ends") {
    house.bluealsa.vanish();
  }
  CHECK(wait_until([&] { return !house.bluez.has(phone.device); }, 5s));
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

TEST_CASE("the owner's gesture lets a phone in, and opens the window") {
  Config config = with({Consent::heard, Consent::owner});
  House house{config};
  REQUIRE(house.open());
  const std::string owner = house.friendly();
  const std::string transport = house.bluez.add_transport(owner);
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

TEST_CASE("a keypad's number is BlueZ's answer") {
  Config config = with({Consent::keypad});
  House house{config};
  REQUIRE(house.open());
  CHECK(house.bluez.capability() == "KeyboardOnly");
  // Without a keypad nobody could type.
  const std::string phone = house.stranger();
  auto& answer =
      house.bluez.ask("RequestPasskey", g_variant_new("(o)", phone.c_str()));
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
}

TEST_CASE("in quiet hours a phone is refused, and nothing is said") {
  Config config = House::quick();
  const auto now =
      std::chrono::duration_cast<std::chrono::minutes>(time_of_day());
  config.quiet = {(now + 24h - 1h) % (24h), (now + 1h) % (24h)};
  House house{config};
  house.bluez.appear();
  house.start();
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  BusOwner owner{house.bus()};
  CHECK(owner.call("Open", g_variant_new("(u)", 0u)) ==
        "org.earshot.Error.HeldShut");
  CHECK(house.tape.samples().empty());
}

TEST_CASE("a guest's stay ends, also across a restart") {
  Config config = House::quick();
  config.guests_stay = 2s;
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  CHECK(house.authorized(phone));
  SECTION("while the daemon runs") {
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  }
  SECTION("while it does not") {
    REQUIRE(house.stop());
    rest(2100ms);
    house.start(false);
    CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  }
  CHECK(house.lists_not("consent="));
}

TEST_CASE("a list of services is what admitted phones may use") {
  Config config = House::quick();
  config.services = {keyboard};
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  CHECK(house.authorized(phone, "00001124-0000-1000-8000-00805F9B34FB"));
  CHECK_FALSE(house.authorized(phone, audio_sink));
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
