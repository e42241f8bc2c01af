// SPDX-License-Identifier: GPL-3.0-or-later
// latency N: from BlueZ's call to the first sample that ALSA gets, and from
// Cancel to silence, over N requests through the private bus, the core, eSpeak
// NG and a card of real time; and the longest time for which the loop did
// anything but wait.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "test/support/bus_owner.hpp"
#include "test/support/house.hpp"
#include "test/support/temporary.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

Clock::time_point woke;
double longest = 0;  // milliseconds

int timed_poll(GPollFD* descriptors, unsigned count, int timeout) {
  longest = std::max(longest, Milliseconds{Clock::now() - woke}.count());
  const int result = g_poll(descriptors, count, timeout);
  woke = Clock::now();
  return result;
}

/** When the card got its first sample, or fell silent, on the same clock. */
double stamp(const std::filesystem::path& file, const char* what) {
  const std::string text = TemporaryDirectory::read(file);
  const std::size_t at = text.rfind(what);
  return at == text.npos ? 0 : std::atof(text.c_str() + at + 6);
}

double now() {
  return Milliseconds{Clock::now().time_since_epoch()}.count();
}

void print(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  std::printf("%s: median %.2f ms, 95 %% %.2f ms, most %.2f ms\n", what,
              times.at(times.size() / 2), times.at(times.size() * 95 / 100),
              times.back());
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 50;
  const TemporaryDirectory directory;
  const auto stamps = directory / "stamps";
  g_setenv("EARSHOT_STAMPS", stamps.c_str(), TRUE);
  Config config;
  config.sound.output = "stamped";
  config.pairing.open_at = pairing::Opening::never;
  config.pairing.consent = {pairing::Consent::heard};
  config.pairing.close_after_failures = 100;
  config.topics.ready = false;
  House house{config};
  house.bluez.appear();
  house.start();
  if (!wait_until([&] { return house.bluez.has_agent(); })) return EXIT_FAILURE;
  BusOwner owner{house.bus()};
  if (owner.call("Open", g_variant_new("(u)", 3600u)) != "" ||
      !wait_until([&] { return house.is_visible(); }))
    return EXIT_FAILURE;

  std::vector<double> begins;
  std::vector<double> ends;
  double most = 0;
  for (int i = 0; i < count; ++i) {
    const std::string phone =
        house.bluez.add_device("00:AA:01:01:00:01", "Pixel");
    wait_until([] { return false; }, std::chrono::milliseconds{20});
    std::filesystem::remove(stamps);
    g_main_context_set_poll_func(nullptr, timed_poll);
    woke = Clock::now();
    longest = 0;
    const double asked = now();
    auto& answer = house.bluez.confirm(phone, static_cast<std::uint32_t>(i));
    if (!wait_until([&] { return stamp(stamps, "first ") > 0; }))
      return EXIT_FAILURE;
    begins.push_back(stamp(stamps, "first ") - asked);
    // Into the middle of the words.
    wait_until([] { return false; }, std::chrono::milliseconds{1200});
    const double cancelled = now();
    house.bluez.cancel();
    if (!wait_until([&] { return answer.answered; }) ||
        !wait_until([&] { return stamp(stamps, "quiet ") > 0; }))
      return EXIT_FAILURE;
    ends.push_back(stamp(stamps, "quiet ") - cancelled);
    g_main_context_set_poll_func(nullptr, nullptr);
    most = std::max(most, longest);
    house.bluez.remove_object(phone);
    // Before failures shut the window for a rest.
    owner.call("Open", g_variant_new("(u)", 3600u));
  }
  print("call to first sample", begins);
  print("Cancel to silence", ends);
  std::printf("the loop was busy for %.2f ms at most\n", most);

  config.voice.languages = {"de", "fr"};
  const double before = now();
  house.daemon->reconfigure(config);
  std::printf("a reload with two other languages took %.2f ms\n",
              now() - before);
  return EXIT_SUCCESS;
}
