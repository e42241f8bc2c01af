// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "glib/source.hpp"
#include "pairing/effect.hpp"
#include "voice/playback.hpp"
#include "voice/voice.hpp"

/**
 * Makes announcements audible, one at a time, and says whether each was heard:
 * every announce() leads to one result, unless hush() or the next one comes
 * before it.
 */
class Announcer {
 public:
  struct Settings {
    voice::Settings voice{};
    std::string output = "default";  ///< an ALSA PCM
    std::filesystem::path phrasebooks;
    bool echo_digits = false;  ///< say the keys of a keypad, else click
  };
  /** `heard`: played to its end. It never comes from inside announce(). */
  using Result = std::function<void(pairing::Ticket, bool heard)>;

  /** A voice that can't be had is said in the log, and tried again each time.
   */
  Announcer(Settings settings, Result result);

  /** What an announcement may name; strangers' text is cleaned by the voice. */
  struct Names {
    std::string speaker;
    std::string device;
  };
  /** Says this instead of whatever is being said. */
  void announce(const pairing::Announce& what, const Names& names);
  /** A key of the keypad was taken. */
  void echo(const pairing::Echo& key);
  /** Says the owner's own text. */
  void say(const std::string& text);
  /** Silence, now. */
  void hush();
  /** From the next announcement on. Throws where the voice can't be had; the
   * old settings stay then. */
  void settings(Settings settings);

 private:
  voice::Sound make(const pairing::Announce& what, const Names& names);
  /** Plays what `make` gives; without a ticket nobody is told the result. */
  void play(std::optional<pairing::Ticket> ticket,
            const std::function<voice::Sound()>& make);
  void need_voice();
  void go_on();
  void finish(bool heard);

  Settings settings_;
  Result result_;
  std::optional<voice::Voice> voice_;
  std::optional<pairing::Ticket> ticket_;
  std::unique_ptr<voice::Playback> playback_;
  std::unique_ptr<glib::PollSource> ready_;
  glib::Timeout next_;    ///< the end of draining, or a result that is due
  glib::Timeout wedged_;  ///< a card that takes far longer than the sound lasts
};
