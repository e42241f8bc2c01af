// SPDX-License-Identifier: GPL-3.0-or-later
// Volume presses: a new phone's knock, and the gesture of one that is in.
#include <algorithm>
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

/** BlueZ's answer is to be yes; the room's is awaited, by a knock. */
void Pairing::yes_for_now(Turn& turn) {
  // Its key is replaced now, perhaps by somebody who has forged its address. It
  // is out until the knock is right, even if the power fails before.
  request_->on_probation = true;
  request_->phase = Phase::noting;
  turn.emit(PutOnProbation{request_->device, request_->ticket});
  if (request_->was_in() && request_->before.trusted)
    turn.emit(Distrust{request_->device});
}

void Pairing::on(const OnProbation& noted, Turn& turn) {
  if (!request_ || request_->ticket != noted.ticket ||
      request_->phase != Phase::noting)
    return;
  turn.emit(Mute{request_->device});
  turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  request_->phase = Phase::bonding;
  request_->deadline = turn.now + bonded_within;
}

/** The device is bonded. */
void Pairing::arrive(Turn& turn) {
  if (request_->act) return succeed(turn);
  request_->phase = Phase::arriving;
  request_->deadline = turn.now + knocked_within;
}

void Pairing::on(const Muted& muted, Turn& turn) {
  if (!asks_now(muted.device) || !request_->on_probation || request_->muted ||
      request_->phase == Phase::keeping)
    return;
  request_->muted = true;
  // Its own first volume may be on its way.
  request_->settled =
      turn.now + (request_->presses.volume() ? settled_after : known_after);
}

void Pairing::on(const NotMuted& heard, Turn& turn) {
  if (asks_now(heard.device) && request_->on_probation)
    fail(Reason::not_muted, Blame::stranger, turn);
}

/** Its volume has stayed for a while: the row, if it has room. The box makes
 * room itself; only who does not follow is asked. */
void Pairing::settle(Turn& turn) {
  request_->settled.reset();
  if (request_->phase == Phase::knocking && request_->unproven)
    return ask_to_play(turn);
  if (request_->phase == Phase::bonding) {
    // Muted before BlueZ told of the bond: a little later.
    request_->settled = turn.now + settled_after;
    return;
  }
  if (request_->phase != Phase::arriving) return;
  const auto volume = request_->presses.volume();
  if (volume && Knock::has_room(*volume)) return ask_for_row(turn);
  if (std::exchange(request_->was_set, true)) return ask_for_middle(turn);
  request_->unproven = true;
  request_->presses.set(Knock::middle);
  request_->settled = turn.now + settled_after;
  turn.emit(SetVolume{request_->device, Knock::middle});
}

void Pairing::ask_for_row(Turn& turn) {
  const Row row = next_row();
  request_->phase = Phase::knocking;
  request_->knock = Knock{row};
  request_->deadline = turn.now + knocked_within;
  ask({.ticket = {},
       .prompt = Question::knock,
       .act = Consent::knock,
       .row = row},
      turn);
}

/** Again each time that it comes to rest elsewhere. */
void Pairing::ask_for_middle(Turn& turn) {
  ask({.ticket = {}, .prompt = Question::middle, .act = Consent::knock}, turn);
}

/** Longer after each wrong one. */
Row Pairing::next_row() const {
  const unsigned first = was_opened() ? short_row : long_row;
  const unsigned length =
      wrong_rows_ == 0 ? first : second_row + wrong_rows_ - 1;
  // Equally likely are those whose every press can be seen; that two in three
  // draws are, makes the last resort rarer than a guess.
  Row row;
  for (int draw = 0; draw < 16; ++draw) {
    row = Row{std::min(length, Row::longest), random_()};
    if (row.stays_in_reach()) break;
  }
  return row;
}

void Pairing::row_was_heard(Turn& turn) {
  request_->row_heard = true;
  if (!request_->knock.is_right()) {
    request_->settled = turn.now + volume_within;
    return;
  }
  request_->act = Consent::knock;
  succeed(turn);
}

void Pairing::press(Press press, Turn& turn) {
  switch (request_->knock.press(press)) {
    case Knock::State::going_on:
      return;
    case Knock::State::right:  // counts once it was said to its end
      if (request_->row_heard) row_was_heard(turn);
      return;
    case Knock::State::wrong:
      return wrong_row(turn);
  }
}

void Pairing::wrong_row(Turn& turn) {
  ++wrong_rows_;
  fail(Reason::wrong_knock, Blame::guesser, turn);
  // Who guesses gets one row each time the box is switched on.
  if (window_.is_open() && was_opened() && window_.by() == Window::By::power_on)
    close_window(Notice::closed, turn);
}

/** It did not follow, so what it tells first is its volume, and no press. */
void Pairing::take_back_row(Turn& turn) {
  turn.emit(Hush{});
  request_->ticket = {};
  request_->phase = Phase::arriving;
  request_->settled = turn.now + settled_after;
}

void Pairing::on(const VolumeChanged& changed, Turn& turn) {
  if (asks_now(changed.device)) {
    if (!changed.sent) return;
    const auto press = request_->presses.volume_is(changed.volume, turn.now);
    const bool unproven = std::exchange(request_->unproven, false);
    if (request_->phase == Phase::knocking) {
      if (unproven && Knock::is_elsewhere(changed.volume))
        return take_back_row(turn);
      if (press) this->press(*press, turn);
    } else if (request_->muted && request_->phase != Phase::keeping &&
               request_->phase != Phase::playing) {
      request_->settled = turn.now + settled_after;
    }
    return;
  }
  const Standing& standing = changed.standing;
  if (!standing.admitted || !standing.bonded || !standing.connected) return;
  Owner& owner = owners_[changed.device];
  if (!changed.sent) return owner.presses.set(changed.volume);
  const auto press = owner.presses.volume_is(changed.volume, turn.now);
  if (!press || !owner.gesture.press(*press, turn.now)) return;
  if (!settings_.consent.has(Consent::owner)) return;
  if (request_)
    act(Consent::owner, turn);
  else if (!window_.is_open())
    want_window(Window::By::act, turn);
}

}  // namespace pairing
