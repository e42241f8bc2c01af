// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>

#include "daemon/mirror.hpp"
#include "glib/source.hpp"
#include "speech/music.hpp"
#include "speech/turns.hpp"

/** Where one phone that is in is heard at a time, as Turns decides: tells it
 * who plays, and the music who is to be mute. Strangers have no turn. */
class Stage {
 public:
  struct Listener {
    /** It may be heard now, nobody else; true: its name was said. */
    std::function<bool(const pairing::Device&)> has_turn;
    /** It is heard instead of one that plays. */
    std::function<void(const pairing::Device&)> took_over;
    /** It has begun to play, and is mute: `holder` has the speaker. */
    std::function<void(const pairing::Device&, const pairing::Device& holder)>
        turned_away;
  };

  Stage(const Mirror& mirror, Music& music, Listener listener);

  void rule(SecondPhone rule);
  /** Something about a phone, its stream or its player is another. */
  void check();
  /** All are heard, whatever happens from now on. */
  void end();
  bool is_heard(const pairing::Device& device) const {
    return !turns_.is_aside(device);
  }

 private:
  Turns::Phones phones() const;
  /** Tells the music who is aside, and who no longer. */
  void place();

  const Mirror& mirror_;
  Music& music_;
  Listener listener_;
  Turns turns_;
  std::set<pairing::Device> aside_;
  glib::Timeout deadline_;
  bool ended_ = false;
};
