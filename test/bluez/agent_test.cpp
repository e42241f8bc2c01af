// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/agent.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "bluez/names.hpp"
#include "bluez/registration.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/catch.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/wait.hpp"

TEST_CASE("a call whose event fails is refused, and the next one is heard") {
  PrivateBus private_bus;
  auto bluez_bus = private_bus.connect();
  const std::string owner = g_dbus_connection_get_unique_name(bluez_bus.get());
  FakeBluez bluez{std::move(bluez_bus)};
  const auto bus = private_bus.connect();
  int events = 0;
  bluez::Agent agent{
      *bus,
      {.event =
           [&](const pairing::Event&) {
             ++events;
             throw std::runtime_error{"on purpose"};
           },
       .released = [] {},
       .standing = [](const auto&) { return pairing::Standing{}; },
       .allows = [](std::string_view) { return true; }}};
  bluez::Registration registration{*bus, "DisplayYesNo", [] {}};
  bluez.add_adapter("hci0", "00:AA:01:00:00:00");
  bluez.appear();
  agent.trust(owner.c_str());
  registration.begin();
  REQUIRE(wait_until([&] { return registration.is_default(); }));
  const std::string phone = bluez.add_device("00:AA:01:01:00:01", "Pixel");
  for (const int before : {0, 1}) {
    auto& answer = bluez.confirm(phone, 470391);
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK(events == before + 1);
    CHECK_FALSE(answer.accepted);
    CHECK(answer.error == "org.bluez.Error.Rejected");
  }
  g_dbus_connection_close_sync(bus.get(), nullptr, nullptr);
}
