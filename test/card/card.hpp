// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

inline bool exists(const std::string& file) {
  return access(file.c_str(), F_OK) == 0;
}

/** What is heard of such a card, and when; see card.cpp. */
struct Card {
  snd_pcm_ioplug_t io{};
  int timer = -1;
  int tape = -1;
  double speed = 1;
  long fail_after = -1;
  long fail_with = 0;
  long rate = 0;  ///< 0: any
  long channels = 2;
  long by_period = 0;
  bool running = false;
  Clock::time_point start;
  std::string stamps;
  std::string plugged;
  std::string wedged;
  std::string blocked;
  std::size_t heard = 0;              ///< frames, as of the last look
  std::vector<std::int16_t> samples;  ///< since the last prepare, interleaved

  ~Card() {
    if (timer >= 0) close(timer);
    if (tape >= 0) close(tape);
  }

  /** Frames that have been heard by now, where it is not wedged. */
  std::size_t played() const {
    if (!running) return 0;
    const std::chrono::duration<double> time = Clock::now() - start;
    return std::min(frames(),
                    static_cast<std::size_t>(time.count() * speed * io.rate));
  }
  std::size_t frames() const {
    return samples.size() / static_cast<std::size_t>(channels);
  }
  /** How long its writer has been late, in seconds; below 0, in time. */
  double late() const {
    const std::chrono::duration<double> time = Clock::now() - start;
    return time.count() - static_cast<double>(frames()) / (speed * io.rate);
  }
  /** A fast card stands still while its writer is late: its buffer lasts so
   * much shorter than that of one of real time. */
  bool ran_dry() const { return speed == 1 && late() > 0; }
  bool is_pulled_out() const { return !plugged.empty() && !exists(plugged); }
  /** Frames that have been heard by now; a wedged card stays where it was. */
  std::size_t look() {
    if (exists(wedged))
      start = Clock::now() -
              std::chrono::duration_cast<Clock::duration>(
                  std::chrono::duration<double>{static_cast<double>(heard) /
                                                (speed * io.rate)});
    return heard = played();
  }
  void stand_still() {
    if (!running || late() <= 0) return;
    start += std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>{late()});
  }
};
