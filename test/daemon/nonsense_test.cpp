// SPDX-License-Identifier: GPL-3.0-or-later
// Calls, objects and names that make no sense, or mean harm.
#include <algorithm>

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/journal.hpp"

namespace {

std::size_t loud(const std::vector<std::int16_t>& samples) {
  return static_cast<std::size_t>(
      std::count_if(samples.begin(), samples.end(),
                    [](auto s) { return std::abs(int{s}) > 500; }));
}

}  // namespace

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
