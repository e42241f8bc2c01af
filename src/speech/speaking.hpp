// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glib/job.hpp"
#include "glib/source.hpp"
#include "speech/held_volume.hpp"
#include "speech/settings.hpp"
#include "voice/announcement.hpp"
#include "voice/player.hpp"

/**
 * One announcement on its way into the room: opens a sound output, plays, and
 * tells once whether all was heard. Destroying it is silence at once.
 *
 * Drivers and plugins may block, in open() and in writing, so both are done in
 * threads; the loop never waits for a card. A thread that an output holds is
 * left behind, and as long as it is held that output is busy. A busy
 * output is tried again for two seconds, or eight where its holder was asked to
 * let it go; then the fallbacks are. Where none is there, all are tried again
 * for as long as there is `patience`. One that can't be opened in four seconds
 * ends it all.
 */
class Speaking {
 public:
  struct Listener {
    /** `heard`: played to its end. Never from inside the constructor; the
     * object may be destroyed by it. */
    std::function<void(bool heard)> result;
    /** Played to the announcement's mark; not told where it ends before. */
    std::function<void()> marked = [] {};
    /** Another program holds the output. True: it was asked to let it go. */
    std::function<bool()> busy = [] { return false; };
  };

  /** `mixer` is the file that remembers the mixer; see HeldVolume. `patience`
   * is for cards that come late, as at power-on. */
  Speaking(const SoundSettings& settings, std::filesystem::path mixer,
           voice::Announcement announcement, std::chrono::milliseconds patience,
           Listener listener);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  struct Opened {
    std::unique_ptr<HeldVolume> volume;
    voice::alsa::Pcm pcm;
  };

  void begin();
  void open();
  void opened(Opened opened);
  void not_opened(const std::exception& error);
  /** Another program may let the output go. */
  bool may_come_free();
  void make_next();
  void look();
  void give_up(const char* why);
  void fall_silent();
  void finish(bool heard);
  const std::string& output() const;
  /** In per cent; 100 where a mixer has it. */
  int volume() const;

  SoundSettings settings_;
  std::filesystem::path mixer_;
  voice::Announcement announcement_;
  std::int64_t until_;  ///< us: patience is over
  Listener listener_;
  std::chrono::milliseconds made_{0};  ///< of the announcement
  std::optional<std::chrono::milliseconds> mark_;
  std::size_t at_ = 0;       ///< the output; 0: the first, then the fallbacks
  int tries_ = 0;            ///< of a busy output
  int most_tries_ = 20;      ///< two seconds
  bool again_ = false;       ///< none could be had, and the log knows
  std::size_t written_ = 0;  ///< frames, when it was looked last
  int looks_ = 0;            ///< since it went on
  std::unique_ptr<HeldVolume> held_;
  std::shared_ptr<voice::Player> player_;
  std::shared_ptr<const std::string> opened_;  ///< the opening thread's, too
  glib::Timeout next_;    ///< the next try, or the next part
  glib::Timeout wedged_;  ///< a card that does not open, or does not go on
  glib::Job<Opened> opening_;
  glib::Job<bool> playing_;
};
