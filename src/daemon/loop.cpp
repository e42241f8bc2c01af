// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/loop.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>
#include <variant>

using pairing::Time;

Loop::Loop(const pairing::Settings& settings, pairing::Pairing::Random random,
           const std::filesystem::path& synchronized, Listener listener)
    : core_{settings, random},
      listener_{std::move(listener)},
      quiet_times_{synchronized, [this] { read_clock(); }} {}

void Loop::start(bool power_on) {
  starting_ = power_on;
  read_clock();
}

Time Loop::now() {
  return Time{g_get_monotonic_time() / 1000};
}

std::uint32_t Loop::seconds_to(Time then) {
  const Time left = std::max(then - now(), Time{0});
  return static_cast<std::uint32_t>(
      std::chrono::ceil<std::chrono::seconds>(left).count());
}

void Loop::on(pairing::Event event) {
  if (!deciding_) read_clock();
  events_.push_back(std::move(event));
  if (!deciding_) run();
}

void Loop::run() {
  class Turn {
   public:
    explicit Turn(bool& running) : running_{running} { running_ = true; }
    ~Turn() { running_ = false; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    bool& running_;
  };
  const Turn turn{deciding_};
  while (!events_.empty()) {
    const pairing::Event event = std::move(events_.front());
    events_.pop_front();
    listener_.event(event);
    const pairing::Effects effects = core_.on(event, now());
    for (const pairing::Effect& effect : effects) perform(effect);
    listener_.decided(event, effects);
  }
  listener_.settled();
  set_deadline();
}

void Loop::perform(const pairing::Effect& effect) {
  try {
    listener_.perform(effect);
  } catch (const std::exception& e) {
    g_warning("a decision could not be carried out: %s", e.what());
    // What could not be said was not heard.
    if (const auto* announce = std::get_if<pairing::Announce>(&effect))
      events_.emplace_back(pairing::SpeechFailed{announce->ticket});
  }
}

void Loop::set_deadline() {
  if (const auto deadline = core_.deadline())
    deadline_.once(std::max(*deadline - now(), Time{0}),
                   [this] { on(pairing::Tick{}); });
  else
    deadline_.stop();
}

void Loop::read_clock() {
  const bool quiet = quiet_times_.holds();
  const bool known = quiet_times_.is_known();
  if (deciding_) return;
  if (quiet != core_.is_quiet()) {
    g_message("%s", !known  ? "quiet until the time is known"
                    : quiet ? "the quiet hours begin"
                            : "the quiet hours are over");
    events_.emplace_back(pairing::Quiet{quiet});
  }
  if (starting_ && known)
    events_.emplace_back(pairing::Started{*std::exchange(starting_, {}) &&
                                          !quiet_times_.were_waited_out()});
  if (!events_.empty()) run();
}
