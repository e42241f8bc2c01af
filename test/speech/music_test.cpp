// SPDX-License-Identifier: GPL-3.0-or-later
// The music of phones that are in, and what is said of it.
#include <gio/gio.h>

#include "speech/music.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"
#include "voice/alsa.hpp"

using namespace std::chrono_literals;

namespace {

Config with(Music::Way way) {
  Config config = House::quick();
  config.topics.connected = false;
  config.music = way;
  return config;
}

/** A house whose phone plays, and where a stranger may ask. */
struct Party : House {
  explicit Party(Config config, bool with_bluealsa = true)
      : House{std::move(config)} {
    if (with_bluealsa) {
      bluealsa.appear();
      // Long before it plays, as BlueALSA does: another bus client's word may
      // be heard late.
      pcm = bluealsa.add_pcm(adapter + "/dev_00_AA_01_01_00_01");
    }
    REQUIRE(open());
    phone = friendly();
    stream = bluez.add_transport(phone);
    player = bluez.add_player(phone);
    bluez.set(stream, "State", g_variant_new_string("active"));
    REQUIRE(owner.call("Open", g_variant_new("(u)", 0u)).empty());
    REQUIRE(wait_until([&] { return is_visible(); }));
  }
  bool is_speaking() { return owner.printed("Speaking") == "true"; }
  bool is_silent() {
    return wait_until([&] { return !is_speaking(); });
  }
  bool plays() const { return bluez.text(player, "Status") == "playing"; }

  BusOwner owner{bus()};
  std::string phone;
  std::string stream;
  std::string pcm;
  std::string player;
};

}  // namespace

TEST_CASE("music is ducked while a code is said, and comes back") {
  Party party{with(Music::Way::duck)};
  const auto asker = party.stranger("Nokia", "00:AA:01:01:00:02");
  party.bluez.confirm(asker, 470391);
  REQUIRE(wait_until([&] { return party.bluealsa.is_muted(party.pcm); }));
  CHECK(party.plays());
  party.bluez.cancel();
  REQUIRE(wait_until([&] { return !party.bluealsa.is_muted(party.pcm); }));
  // As BlueALSA had it.
  CHECK(wait_until(
      [&] { return !party.bluealsa.flag(party.pcm, "SoftVolume"); }));
  CHECK(party.bluealsa.number(party.pcm, "Volume") == 0x7f7f);
}

TEST_CASE("a volume that is changed while music is ducked is kept") {
  Party party{with(Music::Way::duck)};
  party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return party.bluealsa.is_muted(party.pcm); }));
  party.bluealsa.set(party.pcm, "Volume", g_variant_new_uint16(0xc0c0));
  party.bluez.cancel();
  REQUIRE(wait_until(
      [&] { return party.bluealsa.number(party.pcm, "Volume") == 0x4040; }));
}

TEST_CASE("music pauses where that was asked for, or without BlueALSA") {
  const bool without = GENERATE(false, true);
  Party party{with(without ? Music::Way::duck : Music::Way::pause), !without};
  party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return !party.plays(); }));
  if (!without) CHECK_FALSE(party.bluealsa.is_muted(party.pcm));
  party.bluez.cancel();
  REQUIRE(wait_until([&] { return party.plays(); }));
}

TEST_CASE("music that hardly had time to pause plays on, too") {
  Party party{with(Music::Way::pause)};
  party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  party.bluez.cancel();
  REQUIRE(wait_until([&] { return !party.plays(); }));
  CHECK(wait_until([&] { return party.plays(); }));
}

TEST_CASE("on a card for one program the phone pauses, and the code is said") {
  const auto way =
      GENERATE(Music::Way::duck, Music::Way::pause, Music::Way::mix);
  Party party{with(way)};
  REQUIRE(party.is_silent());
  const std::size_t before = party.tape.length();
  // As BlueALSA's player does, until half a second after the music has ended.
  voice::alsa::Pcm player = voice::alsa::open("quick");
  auto& answer =
      party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return !party.plays(); }));
  // The phone streams on for a while.
  CHECK_FALSE(wait_until([&] { return answer.answered; }, 3s));
  player.reset();
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  CHECK(party.tape.length() > before);
  CHECK(wait_until([&] { return party.plays(); }));
}

TEST_CASE("who holds a card for one program and can't pause is named") {
  Party party{House::quick()};
  party.bluez.remove_object(party.player);
  REQUIRE(party.is_silent());
  const Journal journal;
  const voice::alsa::Pcm player = voice::alsa::open("quick");
  auto& answer =
      party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(journal.containing("has no player that pauses").size() == 1);
}

TEST_CASE("who plays is not said where the music would have to pause for it") {
  Party party{House::quick()};
  party.bluez.set(party.stream, "State", g_variant_new_string("idle"));
  party.bluez.set(party.phone, "Connected", g_variant_new_boolean(FALSE));
  REQUIRE(party.is_silent());
  const voice::alsa::Pcm player = voice::alsa::open("quick");
  party.bluez.set(party.phone, "Connected", g_variant_new_boolean(TRUE));
  party.bluez.set(party.stream, "State", g_variant_new_string("active"));
  // It is tried.
  REQUIRE(wait_until([&] { return party.is_speaking(); }));
  REQUIRE(party.is_silent());
  CHECK(party.plays());
}

TEST_CASE("mixed music goes on as it is") {
  Party party{with(Music::Way::mix)};
  bool changed = false;
  auto& answer =
      party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] {
    changed = changed || !party.plays() || party.bluealsa.is_muted(party.pcm);
    return answer.answered;
  }));
  CHECK(answer.accepted);
  CHECK_FALSE(changed);
}

TEST_CASE("a daemon that stops, or has crashed, leaves no music mute") {
  Party party{with(Music::Way::duck)};
  party.bluez.confirm(party.stranger("Nokia", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return party.bluealsa.is_muted(party.pcm); }));
  const bool crash = GENERATE(false, true);
  if (crash) {
    const std::string list = TemporaryDirectory::read(party.state / "ducked");
    CHECK(list == party.phone + "\n");
    party.stop();
    // As it was left by one that could not clean up.
    party.bluealsa.set(party.pcm, "SoftVolume", g_variant_new_boolean(TRUE));
    party.bluealsa.set(party.pcm, "Volume", g_variant_new_uint16(0xffff));
    party.state.write("ducked", list);
    party.start(false);
  } else {
    party.stop();
  }
  CHECK(wait_until([&] { return !party.bluealsa.is_muted(party.pcm); }));
  CHECK_FALSE(std::filesystem::exists(party.state / "ducked"));
}

TEST_CASE("who plays is said once a connection") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  const auto stream = house.bluez.add_transport(phone);
  const auto quiet = [&](std::size_t since) {
    // A quick card ends a sentence in a fifth of a second.
    return !wait_until([&] { return house.tape.length() > since; }, 800ms);
  };
  wait_until([&] { return false; }, 800ms);
  const std::size_t before = house.tape.length();
  house.bluez.set(stream, "State", g_variant_new_string("active"));
  REQUIRE(wait_until([&] { return house.tape.length() > before; }));
  const std::size_t once = house.tape.length();
  house.bluez.set(stream, "State", g_variant_new_string("idle"));
  house.bluez.set(stream, "State", g_variant_new_string("active"));
  CHECK(quiet(once));
  house.bluez.set(stream, "State", g_variant_new_string("idle"));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(TRUE));
  house.bluez.set(stream, "State", g_variant_new_string("active"));
  CHECK(wait_until([&] { return house.tape.length() > once; }));
}

TEST_CASE("a stranger that plays is not named") {
  House house;
  REQUIRE(house.open());
  wait_until([&] { return false; }, 800ms);
  const std::size_t before = house.tape.length();
  const auto stream = house.bluez.add_transport(house.stranger());
  house.bluez.set(stream, "State", g_variant_new_string("active"));
  CHECK_FALSE(wait_until([&] { return house.tape.length() > before; }, 800ms));
}
