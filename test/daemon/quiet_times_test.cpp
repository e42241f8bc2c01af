// SPDX-License-Identifier: GPL-3.0-or-later
// The quiet hours, at power-on and by a clock that may be wrong. How the clock
// is set is shown in the virtual machine.
#include "daemon/quiet_times.hpp"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include "daemon/loop.hpp"
#include "store/clock.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "test/support/house.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

using namespace std::chrono_literals;

namespace {

/** From so many hours from now to so many; not over while a test lasts. */
QuietHours hours(int from, int to) {
  const auto day = std::chrono::minutes{24h};
  const auto now = std::chrono::floor<std::chrono::minutes>(time_of_day());
  return {(now + std::chrono::hours{from} + day) % day,
          (now + std::chrono::hours{to} + day) % day};
}

const QuietHours by_day = hours(3, 5);
const QuietHours at_night = hours(-2, 2);

/** A box that is switched on. */
struct Box {
  explicit Box(const QuietHours& quiet) {
    loop.quiet_hours(quiet);
    loop.start(true);
    loop.on(pairing::Ready{});
  }
  bool is_open() const { return loop.core().is_open(); }
  bool is_quiet() const { return loop.core().is_quiet(); }

  TemporaryDirectory run;
  Loop loop{pairing::Settings{},
            [] { return std::uint32_t{0}; },
            run / "synchronized",
            {.event = [](const pairing::Event&) {},
             .perform = [](const pairing::Effect&) {},
             .decided = [](const pairing::Event&, const pairing::Effects&) {},
             .settled = [] {}}};
};

}  // namespace

TEST_CASE("without quiet hours the window opens at power-on, at any time") {
  const Box box{{}};
  CHECK(box.is_open());
}

TEST_CASE("with quiet hours it opens once the time is known") {
  Box box{by_day};
  CHECK_FALSE(box.is_open());
  CHECK(box.is_quiet());
  box.run.write("synchronized", "");
  CHECK(wait_until([&] { return box.is_open(); }));
  CHECK_FALSE(box.is_quiet());
}

TEST_CASE("a time that is known to be a quiet hour opens nothing") {
  Box box{at_night};
  CHECK(box.is_quiet());
  box.run.write("synchronized", "");
  box.loop.read_clock();
  CHECK(box.is_quiet());
  // Nor is it made up for when the hours are changed.
  box.loop.quiet_hours(by_day);
  box.loop.read_clock();
  CHECK_FALSE(box.is_quiet());
  CHECK_FALSE(box.is_open());
}

TEST_CASE("where no time server is reached, the clock is believed in the end") {
  const bool night = GENERATE(false, true);
  const TemporaryDirectory run;
  bool looked = false;
  std::optional<QuietTimes> times;
  times.emplace(
      run / "synchronized", [&] { looked = true; }, 2s);
  times->hours(night ? at_night : by_day);
  CHECK(times->holds());
  CHECK_FALSE(times->is_known());
  REQUIRE(wait_until([&] { return looked && !times->is_waiting(); }));
  CHECK(times->is_known() != night);
  CHECK(times->holds() == night);
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
