// SPDX-License-Identifier: GPL-3.0-or-later
// flood N: N forged addresses ask as fast as the bus carries it, in a window
// that is always open: processor time and memory of the daemon and the fake
// BlueZ together, and how much was said.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "test/bench/memory.hpp"
#include "test/support/house.hpp"
#include "voice/sound.hpp"

namespace {

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::string address(int i) {
  char text[18];
  std::snprintf(text, sizeof text, "00:AA:01:02:%02X:%02X", i / 256 % 256,
                i % 256);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 1'000;
  Config config;
  config.sound.output =
      "quick";  // of test/asound.conf: it keeps what is played
  config.pairing.consent = {pairing::Consent::command};
  config.pairing.open_at = pairing::Opening::always;
  House house{config};
  house.bluez.appear();
  house.start();
  if (!wait_until([&] { return house.is_visible(); })) return EXIT_FAILURE;

  const long memory = private_dirty();
  const double before = processor_seconds();
  int accepted = 0;
  for (int i = 0; i < count; ++i) {
    const std::string phone = house.bluez.add_device(address(i), "Pixel");
    auto& answer =
        house.bluez.confirm(phone, static_cast<std::uint32_t>(i % 1'000'000));
    // Each gives up at once, for the next one to ask.
    house.bluez.cancel();
    if (!wait_until([&] { return answer.answered; })) return EXIT_FAILURE;
    accepted += answer.accepted ? 1 : 0;
    house.bluez.remove_object(phone);
  }
  const double used = processor_seconds() - before;
  std::printf(
      "%d addresses: %d accepted, %.2f ms of processor each, private memory "
      "%ld kB -> %ld kB, %.1f s said\n",
      count, accepted, used * 1e3 / count, memory, private_dirty(),
      static_cast<double>(house.tape.length()) / voice::Sound::rate);
  return accepted == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
