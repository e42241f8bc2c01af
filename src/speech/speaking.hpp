// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "glib/job.hpp"
#include "glib/source.hpp"
#include "speech/held_volume.hpp"
#include "speech/settings.hpp"
#include "voice/announcement.hpp"
#include "voice/playback.hpp"

/**
 * One announcement on its way into the room: opens a sound output, plays, and
 * tells once whether all was heard. Destroying it is silence at once.
 *
 * Drivers may block in open(), so that is done in a thread; the loop never
 * waits for a card. A busy output is tried again for two seconds, then the
 * fallbacks are; where none can be had within four seconds nothing is said.
 */
class Speaking {
 public:
  /** `heard`: played to its end. Never from inside the constructor; the object
   * may be destroyed by it. */
  using Result = std::function<void(bool heard)>;

  /** `mixer` is the file that remembers the mixer; see HeldVolume. */
  Speaking(const SoundSettings& settings, std::filesystem::path mixer,
           voice::Announcement announcement, Result result);
  ~Speaking() = default;
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  struct Opened {
    std::unique_ptr<HeldVolume> volume;
    voice::alsa::Pcm pcm;
  };

  void open();
  void opened(Opened opened);
  void not_opened(const std::exception& error);
  void go_on();
  void watch(std::chrono::milliseconds time, const char* what);
  void finish(bool heard);
  const std::string& output() const;
  /** In per cent; 100 where a mixer has it. */
  int volume() const;

  SoundSettings settings_;
  std::filesystem::path mixer_;
  voice::Announcement announcement_;
  Result result_;
  std::size_t at_ = 0;  ///< the output; 0: the first, then the fallbacks
  int tries_ = 0;
  std::size_t written_ = 0;  ///< samples, when it was looked last
  std::unique_ptr<HeldVolume> held_;
  std::unique_ptr<voice::Playback> playback_;
  std::unique_ptr<glib::PollSource> ready_;
  glib::Timeout next_;    ///< the next try, or the end of draining
  glib::Timeout wedged_;  ///< a card that does not go on
  glib::Job<Opened> opening_;
};
