// SPDX-License-Identifier: GPL-3.0-or-later
// EARSHOT_REQUESTS requests of all kinds to one daemon (100,000 where nothing
// is said): what it holds, a hundred times on the way, and by how much that
// grows.
#include <fmt/format.h>
#include <signal.h>

#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "test/faults/place.hpp"

using faults::bob_address;
using faults::Place;

namespace {

/** What a process holds. */
struct Held {
  double private_kb;
  double descriptors;
  double threads;
};

double entries(const std::string& directory) {
  return static_cast<double>(
      std::distance(std::filesystem::directory_iterator{directory}, {}));
}

Held held(pid_t pid) {
  const std::string process = fmt::format("/proc/{}/", pid);
  std::ifstream file{process + "smaps_rollup"};
  double kb = 0;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("Private_"))
      kb += std::atof(&line[line.find(':') + 1]);
  return {kb, entries(process + "fd"), entries(process + "task")};
}

/** By how much it grows from one value to the next, by least squares; and two
 * standard errors of that. */
std::pair<double, double> slope(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = static_cast<double>(i);
    x += at, y += values[i], xx += at * at, xy += at * values[i];
  }
  const double spread = xx - x * x / n;
  const double by = (xy - x * y / n) / spread;
  const double from = (y - by * x) / n;
  double rest = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    rest += std::pow(values[i] - from - by * static_cast<double>(i), 2);
  return {by, 2 * std::sqrt(rest / (n - 2) / spread)};
}

void ends(const FakeBluez::Answer& answer, bool accepted = false) {
  REQUIRE(wait_until([&] { return answer.answered; }));
  REQUIRE(answer.accepted == accepted);
}

void leaves(Place& place) {
  place.bluez().remove_object(place.device(bob_address));
}

void is_let_in(Place& place) {
  REQUIRE(place.let_in(bob_address) == "");
  leaves(place);
}

void is_refused(Place& place) {
  auto& answer = place.ask(bob_address);
  REQUIRE(wait_until([&] { return place.owner().was_told(); }));
  REQUIRE(place.owner().call("No") == "");
  ends(answer);
  leaves(place);
}

void cancels(Place& place) {
  auto& answer = place.ask(bob_address);
  place.bluez().cancel();
  ends(answer);
  leaves(place);
}

void goes(Place& place) {
  auto& answer = place.ask(bob_address);
  leaves(place);
  ends(answer);
}

void asks_beside_another(Place& place) {
  auto& first = place.ask(bob_address);
  ends(place.ask(faults::stranger_address));
  place.bluez().cancel();
  ends(first);
  leaves(place);
}

void has_no_screen(Place& place) {
  const std::string device = place.bluez().add_device(bob_address, "Pixel");
  ends(place.bluez().ask("RequestAuthorization",
                         g_variant_new("(o)", device.c_str())));
  leaves(place);
}

void has_a_pin(Place& place) {
  const std::string device = place.bluez().add_device(bob_address, "Pixel");
  ends(place.bluez().ask("RequestPinCode",
                         g_variant_new("(o)", device.c_str())));
  leaves(place);
}

void wants_a_service(Place& place) {
  place.bluez().add_device(bob_address, "Pixel");
  REQUIRE_FALSE(place.plays(bob_address));
  leaves(place);
}

void finds_it_shut(Place& place) {
  REQUIRE(place.owner().call("Close") == "");
  ends(place.ask(bob_address));
  leaves(place);
}

constexpr std::array kinds{is_let_in, is_refused,          cancels,
                           goes,      asks_beside_another, has_no_screen,
                           has_a_pin, wants_a_service,     finds_it_shut};

void print(const char* what, const std::vector<double>& values,
           double requests) {
  const auto [by, error] = slope(values);
  const double each = 1000 / requests;
  fmt::print("{:12} {:8.0f} {:8.0f} {:+10.3f} +- {:.3f}\n", what,
             values.front(), values.back(), by * each, error * each);
}

}  // namespace

TEST_CASE("a hundred thousand requests leave a daemon as it was") {
  const char* const told = g_getenv("EARSHOT_REQUESTS");
  const int requests = told ? std::atoi(told) : 100'000;
  // Bob is out again each time, and the first phone would need no consent.
  Place place{"command\nfirst = none", "file:/dev/null,raw"};
  REQUIRE(place.open());
  std::vector<double> memory, descriptors, threads;
  const int part = requests / 100;
  REQUIRE(part > 0);
  for (int i = 0; i < requests; ++i) {
    REQUIRE(place.open());
    kinds[static_cast<std::size_t>(i) % kinds.size()](place);
    // The first tenth is for what is made once.
    if (i % part || i < requests / 10) continue;
    const Held now = held(place.pid());
    memory.push_back(now.private_kb);
    descriptors.push_back(now.descriptors);
    threads.push_back(now.threads);
  }
  fmt::print("{} requests of {} kinds\n", requests, kinds.size());
  fmt::print("{:12} {:>8} {:>8} {:>18}\n", "", "first", "last",
             "in 1,000 requests");
  print("private kB", memory, part);
  print("descriptors", descriptors, part);
  print("threads", threads, part);
  place.daemon().signal(SIGTERM);
  REQUIRE(place.daemon().exit_status() == 0);
}
