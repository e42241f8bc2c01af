// SPDX-License-Identifier: GPL-3.0-or-later
// What the contract's rows do wrong, or no longer do, is told to who asks.
#include <optional>
#include <stdexcept>

#include "control/control.hpp"
#include "test/control/replies.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/journal.hpp"

namespace {

/** A contract of two methods and three properties. */
struct Desk {
  PrivateBus bus{};
  glib::Object<GDBusConnection> ours = bus.connect();
  std::string window = "open";
  std::optional<control::Control> control =
      std::make_optional<control::Control>(
          *ours,
          std::vector<control::Method>{
              {"Close",
               [](GVariant*) -> GVariant* {
                 throw std::runtime_error{"on purpose"};
               }},
              {"Yes",
               [](GVariant*) -> GVariant* {
                 throw control::Refusal{"NoRequest", "nobody asks"};
               }}},
          std::vector<control::Property>{
              {"Speaker", [] { return g_variant_new_string("Kitchen"); }, true},
              {"Window",
               [this] { return g_variant_new_string(window.c_str()); }, true},
              {"Output",
               []() -> GVariant* { throw std::runtime_error{"on purpose"}; }}});

  ~Desk() { g_dbus_connection_close_sync(ours.get(), nullptr, nullptr); }
};

}  // namespace

TEST_CASE("a method that fails says so, in the journal, too") {
  Desk desk;
  BusOwner owner{desk.bus};
  Journal journal;
  CHECK(owner.call("Close") == refusal + "Failed");
  CHECK(Journal::containing("Close failed: on purpose").size() == 1);
  CHECK(owner.call("Yes") == refusal + "NoRequest");
  CHECK(Journal::containing("nobody asks").empty());
}

TEST_CASE("what the contract names and no table has fails, and nothing else") {
  Desk desk;
  BusOwner owner{desk.bus};
  CHECK(owner.call("No") == refusal + "Failed");
  CHECK(owner.printed("Left") == "?");
  CHECK(owner.printed("Output") == "?");
  CHECK(owner.text("Window") == "open");
}

TEST_CASE("a change is told once, and alone") {
  Desk desk;
  BusOwner owner{desk.bus};
  REQUIRE(owner.text("Window") == "open");
  desk.control->changed();
  desk.window = "shut";
  desk.control->changed();
  desk.control->changed();
  REQUIRE(owner.text("Window") == "shut");
  CHECK(owner.signals() ==
        std::vector<std::string>{
            "('org.earshot.Earshot1', {'Window': <'shut'>}, [])"});
}

TEST_CASE("whoever comes next gets the name and the place") {
  Desk desk;
  BusOwner owner{desk.bus};
  REQUIRE(owner.text("Window") == "open");
  desk.control.reset();
  CHECK(owner.call("Yes") == "org.freedesktop.DBus.Error.NameHasNoOwner");
  desk.control.emplace(*desk.ours, std::vector<control::Method>{},
                       std::vector<control::Property>{});
  CHECK(wait_until([&] { return owner.call("Yes") == refusal + "Failed"; }));
}

TEST_CASE("who does not get the name says so, and goes on") {
  Desk desk;
  BusOwner owner{desk.bus};
  REQUIRE(owner.text("Window") == "open");
  const auto late = desk.bus.connect();
  Journal journal;
  const control::Control second{*late, {}, {}};
  CHECK_THROWS_AS((control::Control{*late, {}, {}}), glib::Error);
  CHECK(wait_until([] {
    return Journal::containing("does not give us the name").size() == 1;
  }));
  CHECK(owner.text("Window") == "open");
}
