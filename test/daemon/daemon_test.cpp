// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/daemon.hpp"

#include <algorithm>
#include <chrono>

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"
#include "voice/alsa.hpp"
#include "voice/sound.hpp"

using namespace std::chrono_literals;

namespace {

std::size_t loud(const std::vector<std::int16_t>& samples) {
  return static_cast<std::size_t>(
      std::count_if(samples.begin(), samples.end(),
                    [](auto s) { return std::abs(int{s}) > 500; }));
}

double seconds(std::size_t samples) {
  return static_cast<double>(samples) / voice::Sound::rate;
}

}  // namespace

TEST_CASE("a phone asks, the code is said, and the phone is in") {
  House house;
  REQUIRE(house.open());
  CHECK(house.bluez.capability() == "DisplayYesNo");
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  // The whole announcement was played before the yes.
  CHECK(seconds(house.tape.length()) > 11);

  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  CHECK(house.lists("00:AA:01:00:00:00 00:AA:01:01:00:01"));
  CHECK(house.lists("consent=heard"));
  CHECK(house.authorized(phone));
  CHECK_FALSE(house.authorized(phone, keyboard));
  CHECK_FALSE(house.bluez.flag(phone, "Trusted"));
}

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

TEST_CASE("a shut window refuses at once, and says nothing") {
  House house;
  house.bluez.appear();
  house.start(false);
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(wait_until([&] { return !house.bluez.has(phone); }));
  CHECK(house.tape.samples().empty());
}

TEST_CASE("a stranger's tries at a shut window are one line of the log") {
  const Journal journal;
  House house;
  house.bluez.appear();
  house.start(false);
  REQUIRE(
      wait_until([&] { return house.bluez.has_agent() && house.is_hidden(); }));
  for (int i = 0; i < 5; ++i) {
    const std::string phone = house.stranger();
    auto& answer = house.bluez.confirm(phone, 470391);
    REQUIRE(wait_until([&] { return answer.answered; }));
    REQUIRE(wait_until([&] { return !house.bluez.has(phone); }));
  }
  const auto lines = Journal::lines("MESSAGE");
  CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& line) {
          return line.at("MESSAGE").find("00:AA:01:01:00:01") !=
                     std::string::npos &&
                 line.at("MESSAGE").find("asks") != std::string::npos;
        }) == 1);
}

TEST_CASE("Cancel brings silence within 100 ms") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  auto& answer = house.bluez.confirm(house.stranger(), 470391);
  glib::Timeout later;
  std::int64_t cancelled = 0;
  later.once(1s, [&] {
    house.bluez.cancel();
    cancelled = g_get_monotonic_time();
  });
  REQUIRE(wait_until([&] { return answer.answered; }));
  const auto until_answer = g_get_monotonic_time() - cancelled;
  REQUIRE(cancelled > 0);
  CHECK_FALSE(answer.accepted);
  CHECK(until_answer < 100'000);
  // The tape holds what was really played, and it was cut off.
  const double played = seconds(house.tape.length());
  CHECK(played > 0.5);
  CHECK(played < 1.5);
}

TEST_CASE("a phone that leaves or pairs otherwise ends the announcement") {
  Config config = House::quick();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  auto& answer = house.bluez.confirm(phone, 470391);
  SECTION("it leaves") {
    house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  }
  SECTION("it is gone") {
    house.bluez.remove_object(phone);
  }
  SECTION("it is bonded without our yes") {
    house.bluez.bond(phone);
  }
  SECTION("bluetoothd ends") {
    house.bluez.vanish();
  }
  SECTION("the adapter is pulled out") {
    house.bluez.remove_adapter("hci0");
  }
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(seconds(house.tape.length()) < 2);
}

TEST_CASE("a passkey to type is said once, until the phone is in") {
  Config config = House::quick();
  config.display_only = true;
  House house{config};
  REQUIRE(house.open());
  CHECK(house.bluez.capability() == "DisplayOnly");
  const std::string phone = house.stranger();
  for (const guint16 entered : {0, 0, 1, 2})
    house.bluez.tell("DisplayPasskey",
                     g_variant_new("(ouq)", phone.c_str(), 49475u, entered));
  REQUIRE(wait_until([&] { return seconds(house.tape.length()) > 9; }));
  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  CHECK(house.lists("consent=passkey"));
  CHECK(seconds(house.tape.length()) < 25);
  CHECK(house.authorized(phone));
}

TEST_CASE("only BlueZ may call, and only with what makes sense") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger();
  SECTION("somebody else calls") {
    const auto somebody = house.bus().connect();
    auto& answer = house.bluez.ask(
        "RequestConfirmation", g_variant_new("(ou)", phone.c_str(), 470391u),
        somebody.get());
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
  }
  SECTION("a passkey above 999999") {
    auto& answer = house.bluez.confirm(phone, 1'000'000);
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
  }
  SECTION("a path that is not a device") {
    auto& answer = house.bluez.confirm("/org/bluez/hci0", 470391);
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
  }
  SECTION("a UUID that is none") {
    CHECK_FALSE(house.authorized(phone, "110d"));
    CHECK_FALSE(house.authorized(phone, ""));
  }
  SECTION("a PIN that is none") {
    auto& answer = house.bluez.ask(
        "DisplayPinCode", g_variant_new("(os)", phone.c_str(), "0000; rm"));
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
  }
  SECTION("Cancel and Release with nothing to cancel") {
    house.bluez.cancel();
    house.bluez.release_agent();
  }
  // The daemon lives, and works.
  REQUIRE(wait_until(
      [&] { return house.bluez.has_agent() && house.is_visible(); }));
  auto& answer =
      house.bluez.confirm(house.stranger("B", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
}

TEST_CASE("a device that BlueZ never told of is refused, unsaid") {
  House house;
  REQUIRE(house.open());
  const auto said = house.tape.length();
  const std::string nobody = House::adapter + "/dev_00_AA_01_01_00_99";
  auto& answer = house.bluez.confirm(nobody, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK_FALSE(answer.accepted);
  CHECK(house.tape.length() == said);
}

TEST_CASE("devices, streams and players that make no sense are no devices") {
  const Journal journal;
  House house;
  REQUIRE(house.open());
  const std::string path = House::adapter + "/dev_00_AA_01_01_00_09";
  const std::string huge(70'000, 'x');
  const auto tell = [&](const char* interface, const char* properties) {
    house.bluez.emit(
        "/", glib::object_manager_interface, "InterfacesAdded",
        g_variant_new_parsed(
            ("(%o, {%s: " + std::string{properties} + "})").c_str(),
            path.c_str(), interface));
  };
  const char* device = bluez::device_interface;
  tell(device, "@a{sv} {}");
  tell(device, "{'Adapter': <'no path'>, 'Address': <'00:AA:01:01:00:09'>}");
  tell(device, "{'Adapter': <@o '/'>, 'Address': <'00:AA:01:01:00:09'>}");
  tell(device, "{'Address': <'00:AA:01:01:00:09'>}");
  tell(device,
       ("{'Adapter': <@o '/org/bluez/hci0'>, 'Address': <'" + huge + "'>}")
           .c_str());
  tell(device, "{'Adapter': <1>, 'Address': <2>, 'Alias': <3>}");
  tell(bluez::adapter_interface, ("{'Address': <'" + huge + "'>}").c_str());
  tell(bluez::transport_interface, "{'Device': <7>, 'State': <'active'>}");
  tell(bluez::player_interface, "{'Device': <'x'>, 'Status': <'playing'>}");
  auto& answer =
      house.bluez.confirm(house.stranger("B", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  for (const Journal::Line& line : journal.lines("MESSAGE"))
    CHECK(line.at("MESSAGE").size() < 1'000);
}

TEST_CASE("Just Works and legacy PINs are refused, unsaid") {
  House house;
  REQUIRE(house.open());
  REQUIRE(wait_until([&] { return seconds(house.tape.length()) > 2; }));
  const auto before = house.tape.length();
  for (const char* method :
       {"RequestAuthorization", "RequestPinCode", "RequestPasskey"}) {
    const std::string phone = house.stranger();
    auto& answer = house.bluez.ask(method, g_variant_new("(o)", phone.c_str()));
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
    REQUIRE(wait_until([&] { return !house.bluez.has(phone); }));
  }
  CHECK(house.tape.length() == before);
}

TEST_CASE("a second caller is refused while the first is heard") {
  House house;
  REQUIRE(house.open());
  auto& first = house.bluez.confirm(house.stranger(), 470391);
  auto& second =
      house.bluez.confirm(house.stranger("B", "00:AA:01:01:00:02"), 123456);
  REQUIRE(wait_until([&] { return first.answered && second.answered; }));
  CHECK(first.accepted);
  CHECK_FALSE(second.accepted);
}

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

TEST_CASE("admitted phones stay in through a restart of the daemon") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.stop());
  house.start(false);
  REQUIRE(wait_until([&] { return house.bluez.has_agent(); }));
  CHECK(house.authorized(phone));
  CHECK(wait_until([&] { return house.is_hidden(); }));
}

TEST_CASE("a pulled adapter and a stopped bluetoothd admit nobody less") {
  House house;
  REQUIRE(house.open());
  house.friendly();
  REQUIRE(house.lists("00:AA:01:01"));
  SECTION("bluetoothd takes its objects away, then leaves") {
    house.bluez.remove_object("/org/bluez/hci0/dev_00_AA_01_01_00_01");
    house.bluez.vanish();
  }
  SECTION("the adapter is pulled out") {
    house.bluez.remove_adapter("hci0");
  }
  CHECK_FALSE(wait_until(
      [&] { return house.list().find("00:AA:01:01") == std::string::npos; },
      6s));
}

TEST_CASE("a phone that was removed from BlueZ leaves the list") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("00:AA:01:01"));
  house.bluez.remove_object(phone);
  CHECK(house.lists_not("00:AA:01:01"));
}

TEST_CASE("a bond that goes and comes back without us lets nobody in") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(house.lists("00:AA:01:01:00:01"));
  house.bluez.set(phone, "Bonded", g_variant_new_boolean(FALSE));
  CHECK(house.lists_not("00:AA:01:01:00:01"));
  house.bluez.set(phone, "Bonded", g_variant_new_boolean(TRUE));
  CHECK_FALSE(house.authorized(phone));
}

TEST_CASE("what another program paired and trusted is told, and distrusted") {
  const Journal journal;
  const bool before = GENERATE(true, false);
  House house;
  const std::string phone = house.stranger();
  const auto pair_elsewhere = [&] {
    house.bluez.bond(phone);
    house.bluez.set(phone, "Trusted", g_variant_new_boolean(TRUE));
  };
  if (before) pair_elsewhere();
  REQUIRE(house.open());
  if (!before) pair_elsewhere();
  CHECK(wait_until([&] { return !house.bluez.flag(phone, "Trusted"); }));
  CHECK_FALSE(house.authorized(phone));
  house.bluez.set(phone, "Connected", g_variant_new_boolean(FALSE));
  REQUIRE(house.stop());
  CHECK(journal.containing("paired or trusted by another program").size() == 1);
}

TEST_CASE("what belongs to an adapter that is not ours stays trusted") {
  Config config = House::quick();
  config.adapter = House::adapter_address;
  House house{config};
  house.bluez.add_adapter("hci1", "00:AA:01:00:00:01");
  const auto keyboard =
      house.bluez.add_device("00:AA:01:01:00:01", "Keyboard", "hci1");
  house.bluez.bond(keyboard);
  house.bluez.set(keyboard, "Trusted", g_variant_new_boolean(TRUE));
  const auto phone = house.stranger();
  house.bluez.set(phone, "Trusted", g_variant_new_boolean(TRUE));
  REQUIRE(house.open());
  REQUIRE(wait_until([&] { return !house.bluez.flag(phone, "Trusted"); }));
  CHECK(house.bluez.flag(keyboard, "Trusted"));
}

TEST_CASE("trust = yes sets Trusted, and a request alone does not take it") {
  Config config = House::quick();
  config.pairing.trust = true;
  config.pairing.open_at = pairing::Opening::start;
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  REQUIRE(wait_until([&] { return house.bluez.flag(phone, "Trusted"); }));
  // The owner "forgot" the speaker on his phone, and pairs it once more.
  REQUIRE(house.stop());
  house.start(false);
  REQUIRE(wait_until([&] { return house.is_visible(); }));
  auto& again = house.bluez.confirm(phone, 12345);
  bool was_taken = false;
  REQUIRE(wait_until([&] {
    was_taken |= !house.bluez.flag(phone, "Trusted");
    return again.answered;
  }));
  CHECK(again.accepted);
  CHECK_FALSE(was_taken);
}

TEST_CASE("a reload of trust counts for the phones that are there") {
  Config config = House::quick();
  House house{config};
  REQUIRE(house.open());
  const std::string phone = house.friendly();
  for (const bool trust : {true, false}) {
    config.pairing.trust = trust;
    house.daemon->reconfigure(config);
    CHECK(wait_until(
        [&] { return house.bluez.flag(phone, "Trusted") == trust; }));
  }
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

TEST_CASE("hostile names are said and logged without harm") {
  House house;
  REQUIRE(house.open());
  std::string apostrophes;
  for (int i = 0; i < 68; ++i) apostrophes += "s'";
  const char* name = GENERATE("[[h@l'oU]]", "<audio src=\"x\"/>",
                              "\xe2\x80\xae"
                              "evil",
                              "Bob\x01"
                              "0A",
                              "470391", "");
  const std::string phone = house.stranger(*name ? name : apostrophes.c_str());
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  CHECK(loud(house.tape.samples()) > 50'000);
}
