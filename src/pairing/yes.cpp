// SPDX-License-Identifier: GPL-3.0-or-later
// The yes: acts of consent, and the no.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

bool Pairing::awaits_first() const noexcept {
  return settings_.first_heard && !anybody_;
}

bool Pairing::takes_first() const noexcept {
  return awaits_first() && was_opened();
}

bool Pairing::would_admit(Consent act) const noexcept {
  return request_ && acts_for(*request_).has(act);
}

bool Pairing::was_told() const noexcept {
  return request_ && request_->said_once;
}

/** The room's yes, by an act that needs no other: not a knock. */
void Pairing::act(Consent consent, Turn& turn) {
  if (!would_admit(consent)) return;
  switch (request_->phase) {
    case Phase::speaking:  // counts once the number was said to its end
      // Before it was said once the act was meant for somebody else.
      if (request_->said_once) request_->act = consent;
      return;
    case Phase::waiting:
    case Phase::noting:
      return yes(consent, turn);
    case Phase::bonding:
      request_->act = consent;
      return;
    case Phase::arriving:
    case Phase::knocking:
    case Phase::playing:
      request_->act = consent;
      return succeed(turn);
    case Phase::typing:
    case Phase::keying:
    case Phase::keeping:
      return;
  }
}

/** BlueZ's answer is yes, and so is the room's. */
void Pairing::yes(Consent consent, Turn& turn) {
  request_->act = consent;
  turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  // No property tells when a key was replaced; it was in and stays in.
  if (request_->was_in()) return succeed(turn);
  request_->phase = Phase::bonding;
  request_->deadline = turn.now + bonded_within;
}

void Pairing::on(const Possible& now, Turn& turn) {
  possible_ = now.acts;
  if (!request_ || request_->act) return;
  if (request_->on_probation) {
    if (!possible_.has(Consent::knock))
      fail(Reason::not_muted, Blame::nobody, turn);
  } else if (acts_for(*request_).empty()) {
    fail(Reason::no_consent, Blame::nobody, turn);
  }
}

void Pairing::on(const Listed& list, Turn&) {
  anybody_ = list.anybody;
}

void Pairing::on(const Failures& failures, Turn&) {
  wrong_rows_ = failures.wrong_rows;
  lockout_.recall(failures.rests);
  remembered_ = {wrong_rows_, lockout_.count()};
}

void Pairing::forgive() noexcept {
  lockout_.forgive();
  wrong_rows_ = 0;
}

void Pairing::on(const Yes& yes, Turn& turn) {
  if (yes.act == Consent::key) forgive();
  act(yes.act, turn);
}

void Pairing::on(const No&, Turn& turn) {
  if (request_)
    fail(Reason::refused, Blame::stranger, turn);
  else
    turn.emit(Hush{.all = true});
}

}  // namespace pairing
