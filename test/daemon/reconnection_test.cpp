// SPDX-License-Identifier: GPL-3.0-or-later
// Which phone the box calls by itself, and when.
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/rest.hpp"

using namespace std::chrono_literals;

namespace {

constexpr auto first_call = 2500ms;

/** A house where Anna's phone was the last to play, and which lost its power.
 */
struct Morning : House {
  explicit Morning(Config config = quick()) : House{std::move(config)} {
    REQUIRE(open());
    BusOwner owner{bus()};
    for (const char* address : {"00:AA:01:01:00:01", "00:AA:01:01:00:02"}) {
      owner.call("Open", g_variant_new("(u)", 0));
      REQUIRE(wait_until([&] { return is_visible(); }));
      phones.push_back(friendly(address));
    }
    for (const std::string& phone : {phones[1], phones[0]}) {
      const std::string stream = bluez.add_transport(phone);
      bluez.set(stream, "State", g_variant_new_string("active"));
      const std::string address = bluez.text(phone, "Address");
      REQUIRE(wait_until([&] { return last() == address; }));
      bluez.remove_object(stream);
      connect(phone, false);
    }
    REQUIRE(stop());
    bluez.profiles.clear();
  }
  void connect(const std::string& phone, bool connected) {
    bluez.set(phone, "Connected", g_variant_new_boolean(connected));
  }
  /** The device that our list names as the last, on the disk. */
  std::string last() const {
    const std::string all = list();
    const std::size_t at = all.find("last=true");
    if (at == all.npos) return "";
    const std::size_t group = all.rfind('[', at);
    return all.substr(group + 1 + adapter_address.size() + 1,
                      adapter_address.size());
  }
  std::string call_of(const std::string& phone) const {
    return "ConnectProfile 110a of " + phone;
  }

  std::vector<std::string> phones;  ///< Anna's, and another one's
};

}  // namespace

TEST_CASE("when it is switched on, the box calls the phone that played last") {
  Morning house;
  house.start();
  REQUIRE(wait_until([&] { return !house.bluez.profiles.empty(); }, 5s));
  CHECK(house.bluez.profiles ==
        std::vector<std::string>{house.call_of(house.phones[0])});
}

TEST_CASE(
    "a phone that does not come is called again, until somebody is there") {
  Morning house;
  house.bluez.in_progress = 2;
  house.start();
  REQUIRE(wait_until([&] { return house.bluez.profiles.size() == 2; }, 10s));
  CHECK(house.bluez.profiles[1] == house.call_of(house.phones[0]));
  house.connect(house.phones[1], true);
  rest(8500ms);
  CHECK(house.bluez.profiles.size() == 2);
}

TEST_CASE("nobody is called") {
  Config config = House::quick();
  SECTION("where that is not wished") {
    config.reconnect = false;
    Morning house{config};
    house.start();
    rest(first_call);
    CHECK(house.bluez.profiles.empty());
  }
  SECTION("after the daemon alone was started anew") {
    Morning house;
    house.start(false);
    rest(first_call);
    CHECK(house.bluez.profiles.empty());
  }
  SECTION("in quiet hours") {
    Morning house;
    house.start();
    config.quiet = {0min, 24h - 1min};
    house.daemon->reconfigure(config);
    rest(first_call);
    CHECK(house.bluez.profiles.empty());
  }
  SECTION("who has lost its bond") {
    Morning house;
    house.bluez.set(house.phones[0], "Bonded", g_variant_new_boolean(FALSE));
    house.start();
    rest(first_call);
    CHECK(house.bluez.profiles.empty());
  }
  SECTION("while a phone that is in is there") {
    Morning house;
    house.connect(house.phones[1], true);
    house.start();
    rest(first_call);
    CHECK(house.bluez.profiles.empty());
  }
}
