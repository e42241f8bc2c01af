// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to say of a request.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

Question Pairing::question(Method method) noexcept {
  switch (method) {
    case Method::display_passkey:
      return Question::type;
    case Method::request_passkey:
      return Question::keypad;
    case Method::request_authorization:
      return Question::wants_in;
    case Method::request_confirmation:
    case Method::request_pin_code:
    case Method::display_pin_code:
      break;
  }
  return Question::compare;
}

/** Says what the request is about. */
void Pairing::say(Turn& turn) {
  window_.prompted(turn.now);
  request_->say_at.reset();
  Announce what{.ticket = {},
                .prompt = question(request_->method),
                .passkey = request_->passkey};
  if (what.prompt == Prompt{Question::wants_in}) what.passkey.reset();
  // The act that is nearest at hand; a knock is asked for later.
  const Acts able = acts_for(*request_);
  for (const Consent act : {Consent::heard, Consent::key, Consent::owner,
                            Consent::knock, Consent::command})
    if (!what.act && able.has(act)) what.act = act;
  ask(std::move(what), turn);
}

void Pairing::announce(Announce what, Turn& turn) {
  what.ticket = Ticket{++tickets_};
  turn.emit(std::move(what));
}

void Pairing::ask(Announce what, Turn& turn) {
  what.device = request_->device;
  announce(std::move(what), turn);
  request_->ticket = Ticket{tickets_};
}

/** A phone asked, and no act could let it in. */
void Pairing::tell_what_is_missing(Turn& turn) {
  // A stranger who asks again and again doesn't make the box talk.
  if (told_missing_ && turn.now - *told_missing_ < missing_every) return;
  told_missing_ = turn.now;
  announce({.ticket = {},
            .prompt = settings_.consent.has(Consent::owner) ? Notice::no_owner
                                                            : Notice::no_act},
           turn);
}

}  // namespace pairing
