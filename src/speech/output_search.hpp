// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "glib/job.hpp"
#include "glib/source.hpp"
#include "speech/held_volume.hpp"
#include "speech/settings.hpp"
#include "voice/alsa.hpp"

/**
 * Looks for a sound output that can be had, in the order of the settings, and
 * tells once which, or that there is none. Destroying it ends the search.
 *
 * Drivers and plugins may block in open(), so that is done in a thread; see
 * held_outputs.hpp. A busy output is tried again for two seconds, or eight
 * where its holder was asked to let it go; then the fallbacks are. Where none
 * is there, all are tried again for as long as there is `patience`, and then,
 * where nobody has chosen an output, the cards one after the other. One that
 * can't be opened in four seconds ends it all.
 */
class OutputSearch {
 public:
  struct Found {
    std::string output;
    std::unique_ptr<HeldVolume> mixer;  ///< nothing where it has none
    int volume;  ///< of the samples, in per cent; 100 where a mixer has it
    voice::alsa::Pcm pcm;
  };
  /** Never called from inside the constructor; either of the first two may
   * destroy the object. */
  struct Listener {
    std::function<void(Found)> found;
    std::function<void()> failed;  ///< the log says why
    /** Another program holds the output. True: it was asked to let it go. */
    std::function<bool()> busy;
  };

  /** `mixer` is the file that remembers the mixer; see HeldVolume. `patience`
   * is for cards that come late, as at power-on. */
  OutputSearch(const SoundSettings& settings, std::filesystem::path mixer,
               std::chrono::milliseconds patience, Listener listener);

 private:
  struct Opened {
    std::unique_ptr<HeldVolume> mixer;
    voice::alsa::Pcm pcm;
  };

  void begin();
  void open();
  void opened(Opened opened);
  void not_opened(const std::exception& error);
  /** Another program may let the output go. */
  bool may_come_free();
  void look_for_cards(const std::string& why);
  /** The output is a card that nobody has named. */
  bool is_any_card() const;
  void fail(const std::string& why);
  const std::string& output() const;
  int volume() const;

  SoundSettings settings_;
  std::filesystem::path mixer_;
  std::int64_t until_;  ///< us: patience is over
  Listener listener_;
  std::vector<std::string> outputs_;  ///< in the order of trying
  std::size_t at_ = 0;                ///< the output that is tried
  int tries_ = 0;                     ///< of a busy output
  int most_tries_ = 20;               ///< two seconds
  bool again_ = false;                ///< none could be had, and the log knows
  glib::Timeout next_;                ///< the next try
  glib::Timeout too_long_;            ///< for a card that does not open
  glib::Job<Opened> opening_;
  glib::Job<std::vector<std::string>> listing_;
};
