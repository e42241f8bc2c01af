// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "voice/alsa.hpp"
#include "voice/sound.hpp"

namespace voice {

/**
 * One sound on its way through an ALSA PCM, without blocking and without a
 * loop of its own: whoever owns it waits as it asks and calls go_on().
 *
 * The card is held while the object lives. Destroying it is silence at once.
 */
class Playback {
 public:
  enum class State : std::uint8_t {
    writing,   ///< go_on() when a descriptor of descriptors() is ready
    draining,  ///< go_on() after wait()
    done,      ///< the last sample was played
  };

  /**
   * Opens `pcm` and takes the sound. Throws std::system_error: the PCM does not
   * exist, is busy (EBUSY, at once), or can't play 22,050 Hz mono (name it with
   * "plughw:" instead of "hw:").
   */
  Playback(const std::string& pcm, Sound sound);
  ~Playback();
  Playback(const Playback&) = delete;
  Playback& operator=(const Playback&) = delete;

  /** Writes what fits. Throws std::system_error when the card fails. */
  State go_on();

  /** What to poll while writing. */
  std::vector<pollfd> descriptors() const;
  /** Tells ALSA what poll() found; plugins need it. */
  void polled(std::span<pollfd> descriptors);

  /** How long the rest takes to be played, 5 ms to 100 ms at a time. */
  std::chrono::milliseconds wait() const;

 private:
  void write();
  bool drained();

  Sound sound_;
  alsa::Pcm pcm_;
  std::size_t written_ = 0;  ///< samples
  int underruns_ = 0;
  bool drain_begun_ = false;
  State state_ = State::writing;
};

}  // namespace voice
