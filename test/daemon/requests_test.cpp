// SPDX-License-Identifier: GPL-3.0-or-later
// Requests through the whole daemon: bus, core, voice and card.
#include <algorithm>
#include <chrono>

#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"
#include "voice/sound.hpp"

using namespace std::chrono_literals;

namespace {

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
  // The tape holds what was really played: it had begun, and was cut off. How
  // much there is of the first second tells how busy the machine was.
  const double played = seconds(house.tape.length());
  CHECK(played > 0);
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
