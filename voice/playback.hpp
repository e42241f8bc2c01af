// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "voice/alsa.hpp"
#include "voice/announcement.hpp"
#include "voice/sound.hpp"

namespace voice {

/**
 * One announcement on its way through an ALSA PCM, without blocking and without
 * a loop of its own: whoever owns it waits as it asks and calls go_on().
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

  /** `volume` in per cent of full scale as scaled() takes it, 0..100. */
  Playback(alsa::Pcm pcm, Announcement announcement, int volume = 100);
  ~Playback();
  Playback(const Playback&) = delete;
  Playback& operator=(const Playback&) = delete;

  /**
   * Writes what fits, or some 100 ms of it where the output holds its writer,
   * and makes one part of the announcement at most. Throws std::system_error
   * when the card fails, SpeechError when the voice does.
   */
  State go_on();

  /** While writing: go_on() without polling, for that is where it waits. */
  bool held() const noexcept { return held_; }
  /** What to poll while writing. */
  std::vector<pollfd> descriptors() const;
  /** Tells ALSA what poll() found; plugins need it. */
  void polled(std::span<pollfd> descriptors);

  /** How long the rest takes to be played, 5 ms to 100 ms at a time. */
  std::chrono::milliseconds wait() const;
  /** Frames that the card has taken, stereo::rate in a second. */
  std::size_t written() const noexcept { return written_; }
  /** What of it was heard, as far as the card tells. */
  std::chrono::milliseconds played() const;

 private:
  std::chrono::milliseconds delay() const;
  void next_part();
  void write();
  bool drained();

  Announcement announcement_;
  int volume_;
  std::vector<Sound::Sample> part_;  ///< of stereo::frames()
  std::size_t at_ = 0;               ///< the next frame of the part
  std::size_t written_ = 0;          ///< frames
  std::size_t period_ = 0;           ///< frames; 0: none
  alsa::Pcm pcm_;
  int underruns_ = 0;
  bool held_ = false;
  bool drain_begun_ = false;
  State state_ = State::writing;
};

}  // namespace voice
