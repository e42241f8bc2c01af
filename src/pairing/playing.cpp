// SPDX-License-Identifier: GPL-3.0-or-later
// The second knock: a phone that sends no volume answers tones by its music.
#include "pairing/pairing.hpp"

namespace pairing {

/** It has followed nothing, and was not pressed; or its presses don't come. */
void Pairing::ask_to_play(Turn& turn) {
  // One choice of 112 is enough once, and not for who guesses again: then rows
  // of 10 and more are asked for, and no music can answer them.
  if (wrong_rows_ > 0) {
    if (!acts_for(*request_).without(Consent::knock).empty()) return;
    fail(Reason::no_consent, Blame::nobody, turn);
    return tell_what_is_missing(turn);
  }
  request_->phase = Phase::playing;
  request_->deadline = turn.now + knocked_within;
  if (request_->plays().playing().value_or(false)) return ask_for_tones(turn);
  ask({.ticket = {}, .prompt = Question::play, .act = Consent::knock}, turn);
}

void Pairing::ask_for_tones(Turn& turn) {
  request_->tones = Tones{random_()};
  request_->deadline = turn.now + answered_within;
  ask({.ticket = {},
       .prompt = Question::tones,
       .act = Consent::knock,
       .tones = *request_->tones},
      turn);
}

void Pairing::on(const Played& played, Turn& turn) {
  if (!asks_now(played.device)) return;
  Toggles& source = played.source == Played::Source::player ? request_->player
                                                            : request_->stream;
  source.playing_is(played.playing, turn.now);
  if (request_->phase == Phase::playing && !request_->tones &&
      request_->plays().playing().value_or(false))
    ask_for_tones(turn);
}

/** The last slot is over. */
void Pairing::tones_were_heard(Turn& turn) {
  if (!request_->tones) return;
  switch (request_->plays().answer(*request_->tones, turn.now)) {
    case Toggles::Answer::none:
      return fail(Reason::too_late, Blame::stranger, turn);
    case Toggles::Answer::wrong:
      return wrong_row(turn);
    case Toggles::Answer::right:
      request_->act = Consent::knock;
      return succeed(turn);
  }
}

}  // namespace pairing
