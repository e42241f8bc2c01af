// SPDX-License-Identifier: GPL-3.0-or-later
// Two phones that are in, and both play.
#include <gio/gio.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"

using namespace std::chrono_literals;

namespace {

Config with(SecondPhone second, MusicWay way = MusicWay::duck) {
  Config config = House::quick();
  config.second = second;
  config.music = way;
  return config;
}

/** A phone that is in, with BlueALSA's PCM and a player. */
struct Guest {
  Guest(House& house, const char* address)
      : bluez{house.bluez}, bluealsa{house.bluealsa} {
    std::string name = address;
    std::replace(name.begin(), name.end(), ':', '_');
    pcm = bluealsa.add_pcm(House::adapter + "/dev_" + name);
    device = house.friendly(address);
    stream = bluez.add_transport(device);
    player = bluez.add_player(device);
    bluez.set(player, "Status", g_variant_new_string("paused"));
  }
  void play() {
    bluez.set(player, "Status", g_variant_new_string("playing"));
    bluez.set(stream, "State", g_variant_new_string("active"));
  }
  void stop() {
    bluez.set(player, "Status", g_variant_new_string("paused"));
    bluez.set(stream, "State", g_variant_new_string("idle"));
  }
  /** A notification; its player has no part in it. */
  void sound(bool sounds) {
    bluez.set(stream, "State",
              g_variant_new_string(sounds ? "active" : "idle"));
  }
  bool plays() const { return bluez.text(player, "Status") == "playing"; }
  bool is_muted() const { return bluealsa.is_muted(pcm); }
  /** Soon. */
  bool falls_silent() const {
    return wait_until([&] { return is_muted() && !plays(); });
  }
  bool is_heard() const {
    return wait_until([&] { return !is_muted() && plays(); });
  }

  FakeBluez& bluez;
  FakeBluealsa& bluealsa;
  std::string pcm;
  std::string device;
  std::string stream;
  std::string player;
};

struct Flat : House {
  explicit Flat(Config config) : House{std::move(config)} {
    bluealsa.appear();
    REQUIRE(open());
    first.emplace(*this, "00:AA:01:01:00:01");
    BusOwner owner{bus()};
    REQUIRE(owner.call("Open", g_variant_new("(u)", 0u)).empty());
    REQUIRE(wait_until([&] { return is_visible(); }));
    second.emplace(*this, "00:AA:01:01:00:02");
    REQUIRE(lists("00:AA:01:01:00:02"));
    REQUIRE(is_silent());
    first->play();
    REQUIRE(wait_until([&] { return says_something(); }));
    REQUIRE(is_silent());
  }
  /** Nothing is being said any more. */
  bool is_silent() {
    BusOwner owner{bus()};
    const bool silent =
        wait_until([&] { return owner.printed("Speaking") == "false"; });
    said = tape.length();
    return silent;
  }
  /** Since it was silent. */
  bool says_something() const { return tape.length() > said; }

  std::optional<Guest> first;
  std::optional<Guest> second;
  std::size_t said = 0;
};

}  // namespace

TEST_CASE("the newest phone takes over, and the other plays on after it") {
  Flat flat{with(SecondPhone::newest)};
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  CHECK(flat.second->is_heard());
  CHECK(wait_until([&] { return flat.says_something(); }));
  flat.second->stop();
  CHECK(flat.first->is_heard());
}

TEST_CASE("after a notification the music plays on") {
  Flat flat{with(SecondPhone::newest)};
  flat.second->sound(true);
  REQUIRE(flat.first->falls_silent());
  flat.second->sound(false);
  CHECK(flat.first->is_heard());
}

TEST_CASE("music that its owner has stopped meanwhile stays stopped") {
  Flat flat{with(SecondPhone::newest)};
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  // Its owner takes the speaker back, and then has enough.
  flat.first->play();
  REQUIRE(flat.second->falls_silent());
  REQUIRE(flat.first->is_heard());
  flat.first->stop();
  REQUIRE(flat.second->is_heard());
  CHECK_FALSE(flat.first->plays());
}

TEST_CASE("the first phone stays, and the newcomer is told so") {
  Flat flat{with(SecondPhone::first)};
  // Before it begins.
  REQUIRE(wait_until([&] { return flat.second->is_muted(); }));
  flat.second->play();
  REQUIRE(flat.second->falls_silent());
  CHECK(wait_until([&] { return flat.says_something(); }));
  CHECK(flat.first->is_heard());
  // Whoever insists is paused again.
  flat.second->play();
  CHECK(flat.second->falls_silent());
  flat.first->stop();
  REQUIRE(wait_until([&] { return !flat.second->is_muted(); }));
  CHECK_FALSE(flat.second->plays());
}

TEST_CASE("phones are mixed where that is wished, from a reload on, too") {
  const bool reload = GENERATE(false, true);
  Flat flat{with(reload ? SecondPhone::newest : SecondPhone::mix)};
  flat.second->play();
  if (reload) {
    REQUIRE(flat.first->falls_silent());
    flat.daemon->reconfigure(with(SecondPhone::mix));
  } else {
    REQUIRE(wait_until([&] { return flat.says_something(); }));
    CHECK(flat.first->plays());
  }
  CHECK(wait_until(
      [&] { return !flat.first->is_muted() && !flat.second->is_muted(); }));
  CHECK(flat.second->plays());
}

TEST_CASE("a phone without a player is muted alone") {
  Flat flat{with(SecondPhone::newest)};
  flat.bluez.remove_object(flat.first->player);
  flat.second->play();
  REQUIRE(wait_until([&] { return flat.first->is_muted(); }));
  flat.second->stop();
  CHECK(wait_until([&] { return !flat.first->is_muted(); }));
}

TEST_CASE("who is mute for another stays so when something was said") {
  const auto way = GENERATE(MusicWay::duck, MusicWay::pause);
  Flat flat{with(SecondPhone::newest, way)};
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  BusOwner owner{flat.bus()};
  REQUIRE(owner.call("Say", g_variant_new("(s)", "tea is ready")) == "");
  REQUIRE(wait_until([&] {
    return way == MusicWay::duck ? flat.second->is_muted()
                                 : !flat.second->plays();
  }));
  REQUIRE(flat.second->is_heard());
  CHECK(flat.first->is_muted());
  CHECK_FALSE(flat.first->plays());
}

TEST_CASE("a stranger that plays takes nothing over") {
  Flat flat{with(SecondPhone::newest)};
  const std::string stranger = flat.stranger("Nokia", "00:AA:01:01:00:03");
  const std::string pcm = flat.bluealsa.add_pcm(stranger);
  const auto stream = flat.bluez.add_transport(stranger);
  flat.bluez.set(stream, "State", g_variant_new_string("active"));
  // What was told before it was heard before it.
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  CHECK(flat.second->is_heard());
}

TEST_CASE("a daemon that stops leaves nobody mute") {
  Flat flat{with(SecondPhone::newest)};
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  const auto list = [&] {
    return TemporaryDirectory::read(flat.state / "ducked");
  };
  CHECK(wait_until([&] { return list() == flat.first->device + "\n"; }));
  REQUIRE(flat.stop());
  CHECK(wait_until([&] { return !flat.first->is_muted(); }));
  CHECK_FALSE(std::filesystem::exists(flat.state / "ducked"));
}

TEST_CASE("a phone that leaves while it is mute comes back aloud") {
  Flat flat{with(SecondPhone::newest)};
  flat.second->play();
  REQUIRE(flat.first->falls_silent());
  flat.bluez.remove_object(flat.first->stream);
  flat.bluez.remove_object(flat.first->player);
  flat.bluealsa.remove_object(flat.first->pcm);
  flat.bluez.set(flat.first->device, "Connected", g_variant_new_boolean(FALSE));
  flat.second->stop();
  flat.bluez.set(flat.first->device, "Connected", g_variant_new_boolean(TRUE));
  // BlueALSA remembers the mute.
  flat.bluealsa.add_pcm(flat.first->device, true);
  CHECK(wait_until([&] {
    return (flat.bluealsa.number(flat.first->pcm, "Volume") & 0x8080) == 0;
  }));
}
