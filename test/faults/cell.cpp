// SPDX-License-Identifier: GPL-3.0-or-later
// One cell of the table that test/faults/run prints: EARSHOT_FAULT strikes at
// EARSHOT_MOMENT.
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "test/faults/faults.hpp"
#include "test/faults/moments.hpp"

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using faults::Place;

namespace {

template <class List>
const auto& named(const List& list, const char* variable) {
  const std::string name = g_getenv(variable) ? g_getenv(variable) : "";
  INFO(variable << " = " << name);
  const auto found =
      std::find_if(list.begin(), list.end(),
                   [&](const auto& one) { return one.name == name; });
  REQUIRE(found != list.end());
  return *found;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>{Clock::now() - start}.count();
}

/** The owner says no, where it has not ended by itself. */
void end(Place& place, const FakeBluez::Answer& answer) {
  wait_until([&] { return answer.answered; }, 1500ms);
  if (!answer.answered && place.ready()) place.owner().call("No");
  CHECK(wait_until([&] { return answer.answered; }, 25s));
}

}  // namespace

TEST_CASE("what can fail, and when", "[.names]") {
  for (const auto& moment : faults::moments())
    std::printf("moment %s\n", moment.name);
  for (const auto& fault : faults::faults())
    std::printf("fault %s\n", fault.name);
}

TEST_CASE("a fault lets nobody in, puts nobody out, and passes", "[.cell]") {
  const auto& moment = named(faults::moments(), "EARSHOT_MOMENT");
  const auto& fault = named(faults::faults(), "EARSHOT_FAULT");
  Place place{moment.consent};
  REQUIRE(place.open());
  if (moment.anna) {
    auto& answer = place.ask(faults::anna_address);
    REQUIRE(wait_until([&] { return answer.answered; }));
    REQUIRE(answer.accepted);
    place.bluez().bond(place.device(faults::anna_address));
    REQUIRE(wait_until([&] { return place.listed(faults::anna_address); }));
    REQUIRE(wait_until([&] { return place.is_shut(); }));
    REQUIRE(place.open());
  }
  FakeBluez::Answer* request = moment.reach(place);

  fault.strike(place);
  if (!request && place.bluez().has_agent())
    request = &place.ask(faults::stranger_address);
  // What it brings about comes now, or when it is over.
  if (request && !moment.accepted)
    wait_until([&] { return request->answered; }, 5s);
  else
    wait_until([&] { return !place.daemon().is_alive(); }, 1s);
  const auto mended = Clock::now();
  fault.mend(place);
  REQUIRE(wait_until([&] { return place.ready(); }, 60s));
  if (request && !moment.accepted) end(place, *request);
  if (request) CHECK(request->accepted == moment.accepted);

  const std::string stranger = place.device(faults::stranger_address);
  if (moment.anna) {
    // It leaves, and nothing is left of it.
    if (place.bonded(faults::stranger_address))
      place.bluez().set(stranger, "Connected", g_variant_new_boolean(FALSE));
    else
      place.bluez().remove_object(stranger);
    CHECK(wait_until([&] { return !place.bluez().has(stranger); }, 60s));
    CHECK_FALSE(place.listed(faults::stranger_address));
  } else {
    // It is in and kept; or it is out; or it is named as one that another let
    // bond, and may do nothing.
    const auto named = [&] {
      return place.owner().printed("Unlisted").find(faults::stranger_address) !=
             std::string::npos;
    };
    CHECK(wait_until(
        [&] {
          const bool known = place.bluez().has(stranger);
          return place.listed(faults::stranger_address) ? known
                                                        : !known || named();
        },
        60s));
  }

  std::string wrong = "never tried";
  double recovered = 0;
  do {
    REQUIRE(place.open());
    recovered = seconds_since(mended);
    wrong = place.let_in(faults::bob_address);
  } while (!wrong.empty() && seconds_since(mended) < 60);
  CHECK(wrong == "");
  std::printf("recovered %.1f\n", recovered);
  if (!moment.anna && place.bluez().has(stranger))
    CHECK(place.plays(faults::stranger_address) ==
          place.listed(faults::stranger_address));
  if (moment.anna) {
    CHECK(place.listed(faults::anna_address));
    CHECK(place.plays(faults::anna_address));
  }
  place.daemon().signal(SIGTERM);
  CHECK(place.daemon().exit_status() == 0);
  CHECK(place.daemon().output.find("470391") == std::string::npos);
}
