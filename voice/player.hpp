// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

#include "voice/alsa.hpp"
#include "voice/sound.hpp"

namespace voice {

/**
 * One announcement that is played by a thread of its own. SND_PCM_NONBLOCK does
 * not reach every plugin: ALSA's "file" writes into a pipe that nobody reads
 * until somebody does. Only the thread waits then.
 *
 * The owner and the thread share this object, for the thread may have to be
 * left behind.
 */
class Player {
 public:
  /** Of `parts` parts, which add() brings. `volume` as Playback takes it. */
  Player(alsa::Pcm pcm, std::size_t parts, int volume);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /**
   * The thread's: plays to the end, or until it is stopped, and then closes the
   * PCM. Throws std::system_error when the card fails.
   */
  void play();

  /** The owner's: the next part, from whatever thread makes speech. */
  void add(Sound part);

  /** The owner's: silence at once. False where the thread does not hear of it
   * within `patience`, since the output holds it. */
  bool stop(std::chrono::milliseconds patience);

  /** Frames that the card has taken. */
  std::size_t written() const noexcept { return written_; }
  /** What of it was heard, as far as the card tells. */
  std::chrono::milliseconds played() const noexcept {
    return std::chrono::milliseconds{played_};
  }

 private:
  class Ending;
  void play(alsa::Pcm pcm);
  Sound take();
  bool stopped();

  const std::size_t parts_;
  const int volume_;
  const int wake_;  ///< an eventfd: stop() was called
  std::atomic<std::size_t> written_ = 0;
  std::atomic<std::int64_t> played_ = 0;  ///< milliseconds
  alsa::Pcm pcm_;                         ///< until it is played

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Sound> made_;
  bool stopped_ = false;
  bool ended_ = false;
};

}  // namespace voice
