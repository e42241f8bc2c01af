// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "glib/source.hpp"
#include "pairing/effect.hpp"
#include "speech/problem.hpp"
#include "speech/settings.hpp"
#include "speech/speaking.hpp"
#include "voice/voice.hpp"

/**
 * Makes announcements audible, one at a time, and says whether each was heard:
 * every announce() leads to one result at most, and to none where hush() or
 * something newer comes before it.
 *
 * What a request needs goes first and cuts off all else. Statements wait for
 * their turn; a newer one of the same kind takes an older one's place, and one
 * that had to wait for too long is dropped.
 */
class Announcer {
 public:
  struct Settings {
    voice::Settings voice{};
    SoundSettings sound{};
    Topics topics{};
    std::filesystem::path phrasebooks;
    std::filesystem::path mixer;  ///< a file; see HeldVolume
    bool echo_digits = false;     ///< say the keys of a keypad, else click
  };
  struct Listener {
    /** `heard`: played to its end. Never from inside announce(). */
    std::function<void(pairing::Ticket, bool heard)> result;
    /** The number was said once, or who asks where there is none. */
    std::function<void(pairing::Ticket)> said_once;
    /** Speech begins, so the music should give way; or it has ended. */
    std::function<void(bool quiet)> music;
    /** Music that gave way holds the card all the same: it must end. True: it
     * was asked to. */
    std::function<bool()> busy = [] { return false; };
  };

  /** Where the voice can't be had, the log says why, and English is spoken;
   * where not even that can be had, it is tried again each time. */
  Announcer(Settings settings, Listener listener);

  /** What an announcement may name; strangers' text is cleaned by the voice. */
  struct Names {
    std::string speaker;
    std::string device;
  };
  void announce(const pairing::Announce& what, const Names& names);
  /** An admitted phone plays, or has gone. */
  void playing(const std::string& name);
  void left(const std::string& name);
  /** Another one wants to play, and is not heard: this one has the speaker. */
  void in_use(const std::string& holder);
  /** The room refused a phone. */
  void refused();
  /** Something is wrong with the machine. */
  void problem(Problem problem);
  /** A key of the keypad was taken. */
  void echo(const pairing::Echo& key);
  /** The owner's own text. */
  void say(const std::string& text);
  /** Ends what a request says, now. */
  void hush();
  /** Ends all that is or was to be said, now. */
  void silence();
  /** From the next announcement on. Throws where the voice can't be had; the
   * old settings stay then. */
  void settings(Settings settings);
  /** The configured voice could not be had, and English is spoken. */
  bool is_makeshift() const noexcept { return makeshift_; }
  /** Something is being said, and the output held. */
  bool is_speaking() const noexcept { return speaking_ != nullptr; }

 private:
  /** In the order in which they go first: request and echo cut off what is
   * said, the others wait. A newer one takes the place of an older one of its
   * kind, but for problems, of which each is said. */
  enum class Kind : std::uint8_t {
    request,
    echo,
    window,
    visit,
    problem,
    text
  };
  struct Saying {
    Kind kind;
    std::function<voice::Announcement()> make;
    std::optional<pairing::Ticket> ticket{};
    std::int64_t since = 0;  ///< microseconds of the monotonic clock
  };

  /** How a notice sounds, the topic that lets it be said, and whose place it
   * takes. */
  struct Spoken {
    voice::Earcon earcon;
    voice::Phrase phrase;
    bool Topics::*topic;
    Kind kind = Kind::window;
  };
  static Spoken spoken(pairing::Notice notice);
  std::function<voice::Announcement()> words(pairing::Question question,
                                             const pairing::Announce& what,
                                             const std::string& device);
  Saying sentence(Kind kind, voice::Earcon earcon, voice::Phrase phrase,
                  std::string name = {});
  void say(Saying saying);
  void begin(Saying saying);
  void next();
  void stop();
  void finish(bool heard);
  void let_music();
  void need_voice();

  Settings settings_;
  Listener listener_;
  std::unique_ptr<voice::Voice> voice_;
  std::unique_ptr<voice::Voice> former_;  ///< until it has finished speaking
  bool makeshift_ = false;
  bool music_is_quiet_ = false;
  std::deque<Saying> waiting_;
  std::optional<Saying> now_;
  std::unique_ptr<Speaking> speaking_;
  glib::Timeout failed_;  ///< a result that is due
  glib::Timeout music_back_;
};
