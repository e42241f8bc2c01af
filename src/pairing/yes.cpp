// SPDX-License-Identifier: GPL-3.0-or-later
// What people in the room do.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

bool Pairing::would_admit(Consent act) const noexcept {
  return request_ && acts_for(request_->method).has(act);
}

/** The room's yes, by an act that needs no other: not a knock. */
void Pairing::act(Consent consent, Turn& turn) {
  if (!would_admit(consent)) return;
  switch (request_->phase) {
    case Phase::speaking:  // counts once the number was said to its end
      request_->act = consent;
      return;
    case Phase::waiting:
      return yes(consent, turn);
    case Phase::bonding:
      request_->act = consent;
      return;
    case Phase::arriving:
    case Phase::knocking:
      request_->act = consent;
      return succeed(turn);
    case Phase::typing:
    case Phase::keying:
      return;
  }
}

/** BlueZ's answer is yes, and so is the room's. */
void Pairing::yes(Consent consent, Turn& turn) {
  request_->act = consent;
  turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  // No property tells when a key was replaced; it was in and stays in.
  if (was_in(*request_)) return succeed(turn);
  request_->phase = Phase::bonding;
  request_->deadline = turn.now + bonded_within;
}

void Pairing::on(const Possible& now, Turn& turn) {
  possible_ = now.acts;
  if (!request_ || request_->act) return;
  if (request_->on_probation) {
    if (!possible_.has(Consent::knock))
      fail(Reason::not_muted, Blame::nobody, turn);
  } else if (acts_for(request_->method).empty()) {
    fail(Reason::no_consent, Blame::nobody, turn);
  }
}

void Pairing::on(const Yes& yes, Turn& turn) {
  if (yes.act == Consent::key) lockout_.forgive();
  act(yes.act, turn);
}

void Pairing::on(const No&, Turn& turn) {
  if (request_)
    fail(Reason::refused, Blame::stranger, turn);
  else
    turn.emit(Hush{.all = true});
}

void Pairing::on(const Block& block, Turn& turn) {
  if (asks_now(block.device)) {
    end_request(Reason::refused, turn);
    count_failure(turn);
  }
  owners_.erase(block.device);
  turn.emit(Dismiss{block.device});
}

void Pairing::on(const Open& open, Turn& turn) {
  if (open.act == Consent::key) lockout_.forgive();
  // The owner's own word; the next rest is as long as it would have been.
  if (open.act == Consent::command) lockout_.lift();
  if (request_ || held_shut(turn.now)) return;
  window_.want(Window::By::act);
  if (ready_) open_window(turn, open.length);
}

void Pairing::on(const Close&, Turn& turn) {
  if (request_) fail(Reason::window_shut, Blame::nobody, turn);
  // A window that is always open would come back after its rest.
  lockout_.lift();
  close_window(Notice::closed, turn);
}

void Pairing::on(const Forget& forget, Turn& turn) {
  for (const Device& device : forget.devices) {
    if (asks_now(device)) fail(Reason::refused, Blame::nobody, turn);
    turn.emit(Dismiss{device});
    turn.emit(Remove{device});
    owners_.erase(device);
  }
  if (forget.aloud && !request_ && !quiet_)
    announce({.ticket = {}, .prompt = Notice::forgotten}, turn);
}

void Pairing::on(const Digit& typed, Turn& turn) {
  if (request_ && request_->phase == Phase::keying &&
      request_->keyed.add(typed.digit))
    turn.emit(Echo{typed.digit});
}

void Pairing::on(const Erase&, Turn& turn) {
  if (request_ && request_->phase == Phase::keying && request_->keyed.erase())
    turn.emit(Echo{std::nullopt});
}

void Pairing::on(const Enter&, Turn& turn) {
  if (!request_ || request_->phase != Phase::keying) return;
  const auto passkey = request_->keyed.passkey();
  if (!passkey) return;
  request_->act = Consent::keypad;
  turn.emit(Answer{*std::exchange(request_->call, std::nullopt), *passkey});
  // It stays in, be the number right or wrong: its old key goes only with the
  // right one, and that one proves it.
  if (was_in(*request_))
    return static_cast<void>(end_request(std::nullopt, turn));
  request_->phase = Phase::bonding;
  request_->deadline = turn.now + bonded_within;
}

}  // namespace pairing
