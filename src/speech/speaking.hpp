// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "glib/job.hpp"
#include "glib/source.hpp"
#include "speech/output_search.hpp"
#include "speech/settings.hpp"
#include "voice/announcement.hpp"
#include "voice/player.hpp"

/**
 * One announcement on its way into the room: finds a sound output, plays, and
 * tells once whether all was heard. Destroying it is silence at once.
 *
 * Drivers and plugins may block while they are written to, so a thread plays;
 * the loop never waits for a card.
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

  /** `mixer` and `patience` are those of OutputSearch. */
  Speaking(const SoundSettings& settings, std::filesystem::path mixer,
           voice::Announcement announcement, std::chrono::milliseconds patience,
           Listener listener);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  void play(OutputSearch::Found found);
  void make_next();
  void look();
  void fall_silent();
  void finish(bool heard);

  voice::Announcement announcement_;
  Listener listener_;
  std::chrono::milliseconds made_{0};  ///< of the announcement
  std::optional<std::chrono::milliseconds> mark_;
  std::size_t written_ = 0;  ///< frames, when it was looked last
  int looks_ = 0;            ///< since it went on
  std::string output_;       ///< that plays
  std::unique_ptr<HeldVolume> mixer_;
  std::shared_ptr<voice::Player> player_;
  glib::Timeout next_part_;
  glib::Timeout next_look_;
  glib::Job<bool> playing_;
  std::optional<OutputSearch> search_;
};
