// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>

#include "daemon/quiet_times.hpp"
#include "glib/source.hpp"
#include "pairing/pairing.hpp"

/**
 * The core's turns: one event after the other goes to pairing::Pairing, and
 * what it decides is performed before the next one does. Time comes in here:
 * the monotonic clock, the core's deadline, and the quiet hours.
 */
class Loop {
 public:
  struct Listener {
    /** An event is about to be decided. */
    std::function<void(const pairing::Event&)> event;
    /** Do this. What throws is logged, and the rest is done all the same. */
    std::function<void(const pairing::Effect&)> perform;
    /** An event was decided, and its effects were performed. */
    std::function<void(const pairing::Event&, const pairing::Effects&)> decided;
    /** No event is left. */
    std::function<void()> settled;
  };

  /** `synchronized`: see QuietTimes. */
  Loop(const pairing::Settings& settings, pairing::Pairing::Random random,
       const std::filesystem::path& synchronized, Listener listener);

  /** The daemon starts: pairing::Started, as soon as the time is known. */
  void start(bool power_on);

  /** Decides, now; from inside an effect, as soon as that turn is over. */
  void on(pairing::Event event);
  /** The wall clock may be set at any time: it is read before each turn. */
  void read_clock();
  void quiet_hours(const QuietHours& hours) { quiet_times_.hours(hours); }

  const pairing::Pairing& core() const noexcept { return core_; }
  static pairing::Time now();
  /** From now until then, s, rounded up; 0 where that is over. */
  static std::uint32_t seconds_to(pairing::Time then);

 private:
  void run();
  void perform(const pairing::Effect& effect);
  void set_deadline();

  pairing::Pairing core_;
  Listener listener_;
  QuietTimes quiet_times_;
  std::optional<bool> starting_;  ///< and whether at power-on
  std::deque<pairing::Event> events_;
  bool deciding_ = false;
  glib::Timeout deadline_;
};
