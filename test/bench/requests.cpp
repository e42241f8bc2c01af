// SPDX-License-Identifier: GPL-3.0-or-later
// requests N: what N pairings cost, through the private bus, the core, eSpeak
// NG and a PCM that takes all at once, each in a window that the owner opens:
// time and memory.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "test/bench/memory.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/house.hpp"

/** What COUNT pairings cost, printed; whether all went well. */
static bool paired(int count) {
  Config config;
  config.sound.output = "file:/dev/null,raw";
  config.pairing.open_at = pairing::Opening::never;
  config.pairing.consent = {pairing::Consent::heard};
  House house{config};
  house.bluez.appear();
  house.start();
  if (!wait_until([&] { return house.bluez.has_agent(); })) return false;
  BusOwner owner{house.bus()};

  const long before = private_dirty();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    if (owner.call("Open", g_variant_new("(u)", 0u)) != "" ||
        !wait_until([&] { return house.is_visible(); }))
      return false;
    const std::string phone =
        house.bluez.add_device("00:AA:01:01:00:01", "Pixel");
    auto& answer = house.bluez.confirm(phone, static_cast<std::uint32_t>(i));
    if (!wait_until([&] { return answer.answered; }) || !answer.accepted)
      return false;
    house.bluez.bond(phone);
    auto& music =
        house.bluez.authorize(phone, "0000110d-0000-1000-8000-00805f9b34fb");
    if (!wait_until([&] { return music.answered; }) || !music.accepted)
      return false;
    house.bluez.remove_object(phone);
  }
  const std::chrono::duration<double, std::milli> time =
      std::chrono::steady_clock::now() - start;
  std::printf("%d requests: %.2f ms each, private memory %ld kB -> %ld kB",
              count, time.count() / count, before, private_dirty());
  return true;
}

int main(int argc, char** argv) {
  if (!paired(argc > 1 ? std::atoi(argv[1]) : 1'000)) return EXIT_FAILURE;
  std::printf("; %zu bytes are left\n", allocated());
  return EXIT_SUCCESS;
}
