// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/agent.hpp"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "bluez/names.hpp"
#include "bluez/registration.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/catch.hpp"
#include "test/support/journal.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/wait.hpp"

namespace {

/** An agent of ours, registered with a BlueZ that knows a phone. */
class Registered {
 public:
  explicit Registered(std::function<void(const pairing::Event&)> event)
      : agent{*bus_,
              {.event = std::move(event),
               .released = [] {},
               .standing = [](const auto&) { return pairing::Standing{}; },
               .allows = [](std::string_view) { return true; }}} {
    bluez.add_adapter("hci0", "00:AA:01:00:00:00");
    bluez.appear();
    agent.trust(owner_.c_str());
    registration_.begin();
    REQUIRE(wait_until([&] { return registration_.is_default(); }));
    phone = bluez.add_device("00:AA:01:01:00:01", "Pixel");
  }
  ~Registered() { g_dbus_connection_close_sync(bus_.get(), nullptr, nullptr); }
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;

 private:
  PrivateBus private_bus_;
  glib::Object<GDBusConnection> bluez_bus_ = private_bus_.connect();
  std::string owner_ = g_dbus_connection_get_unique_name(bluez_bus_.get());
  glib::Object<GDBusConnection> bus_ = private_bus_.connect();

 public:
  FakeBluez bluez{std::move(bluez_bus_)};
  bluez::Agent agent;
  std::string phone;

 private:
  bluez::Registration registration_{*bus_, "DisplayYesNo", [] {}};
};

}  // namespace

TEST_CASE("a call whose event fails is refused, and the next one is heard") {
  int events = 0;
  Journal journal;
  Registered ours{[&](const pairing::Event&) {
    ++events;
    throw std::runtime_error{"on purpose"};
  }};
  for (const int before : {0, 1}) {
    auto& answer = ours.bluez.confirm(ours.phone, 470391);
    REQUIRE(wait_until([&] { return answer.answered; }));
    CHECK(events == before + 1);
    CHECK_FALSE(answer.accepted);
    CHECK(answer.error == "org.bluez.Error.Rejected");
    CHECK(answer.why == "it could not be decided");
    CHECK(Journal::containing("it is refused: on purpose").size() ==
          static_cast<std::size_t>(events));
  }
}

TEST_CASE("two agents have no room at one place, one after the other has") {
  PrivateBus bus;
  const auto ours = bus.connect();
  const auto none = [] {
    return bluez::Agent::Listener{
        .event = [](const auto&) {},
        .released = [] {},
        .standing = [](const auto&) { return pairing::Standing{}; },
        .allows = [](std::string_view) { return false; }};
  };
  {
    const bluez::Agent first{*ours, none()};
    CHECK_THROWS_AS((bluez::Agent{*ours, none()}), glib::Error);
  }
  CHECK_NOTHROW(bluez::Agent{*ours, none()});
  g_dbus_connection_close_sync(ours.get(), nullptr, nullptr);
}

TEST_CASE("a PIN of six digits that BlueZ shows is a number") {
  std::optional<pairing::Asked> asked;
  Registered ours{[&](const pairing::Event& event) {
    asked = std::get<pairing::Asked>(event);
  }};
  auto& answer = ours.bluez.ask(
      "DisplayPinCode", g_variant_new("(os)", ours.phone.c_str(), "004711"));
  REQUIRE(wait_until([&] { return asked.has_value(); }));
  CHECK(asked->method == pairing::Method::display_pin_code);
  CHECK(asked->passkey == pairing::Passkey::from_number(4711));
  ours.agent.reject(asked->call, "nobody types");
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.why == "nobody types");
}

TEST_CASE("what makes no sense is refused, and goes no further") {
  int events = 0;
  Registered ours{[&](const pairing::Event&) { ++events; }};
  const auto [method, type, path] =
      GENERATE(table<const char*, const char*, const char*>(
          {{"RequestAuthorization", "(o)", "/org/bluez/hci0"},
           {"RequestAuthorization", "(o)", "/dev_00_AA_01_01_00_01"},
           {"RequestPinCode", "(o)", "/org/other/hci0/dev_00_AA_01_01_00_01"},
           {"RequestPasskey", "(o)", "/"}}));
  Journal journal;
  auto& answer = ours.bluez.ask(method, g_variant_new(type, path));
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.why == "the arguments make no sense");
  CHECK(events == 0);
  CHECK(Journal::containing("arguments that make no sense").size() == 1);
}

TEST_CASE("who is not BlueZ is refused, and the journal says who") {
  int events = 0;
  Registered ours{[&](const pairing::Event&) { ++events; }};
  ours.agent.trust(nullptr);
  Journal journal;
  auto& answer = ours.bluez.ask("Cancel", nullptr);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.why == "only BlueZ may call");
  CHECK(events == 0);
  CHECK(Journal::containing("is not BlueZ, and is refused").size() == 1);
}

TEST_CASE("Cancel and Release are answered, though BlueZ does not wait") {
  int events = 0;
  Registered ours{[&](const pairing::Event&) { ++events; }};
  const char* method = GENERATE("Cancel", "Release");
  auto& answer = ours.bluez.ask(method, nullptr);
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.accepted);
  CHECK(events == (method == std::string{"Cancel"} ? 1 : 0));
}

TEST_CASE("the number that was typed is BlueZ's answer") {
  std::optional<pairing::Asked> asked;
  Registered ours{[&](const pairing::Event& event) {
    asked = std::get<pairing::Asked>(event);
  }};
  auto& answer = ours.bluez.ask("RequestPasskey",
                                g_variant_new("(o)", ours.phone.c_str()));
  REQUIRE(wait_until([&] { return asked.has_value(); }));
  CHECK(asked->method == pairing::Method::request_passkey);
  CHECK_FALSE(answer.answered);
  ours.agent.answer(asked->call, *pairing::Passkey::from_number(47039));
  REQUIRE(wait_until([&] { return answer.answered; }));
  CHECK(answer.number == 47039);
}
