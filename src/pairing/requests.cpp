// SPDX-License-Identifier: GPL-3.0-or-later
// What BlueZ asks and tells.
#include "pairing/pairing.hpp"

#include <utility>

namespace pairing {

Effects Pairing::on(const Event& event, Time now) {
  Turn turn{now};
  std::visit([&](const auto& e) { this->on(e, turn); }, event);
  hide_or_show(turn);
  const Failures failures{wrong_rows_, lockout_.count()};
  if (std::exchange(remembered_, failures) != failures)
    turn.emit(Remember{failures});
  return std::move(turn.effects);
}

bool Pairing::asks_now(const Device& device) const noexcept {
  return request_ && request_->device == device;
}

Acts Pairing::acts_for(Method method, const Standing& standing) const noexcept {
  Acts able = settings_.consent & possible_;
  // Over LE a device on probation could choose the address that it ends with,
  // an admitted phone's (BlueZ src/device.c, device_update_addr).
  if (standing.is_private) able = able.without(Consent::knock);
  switch (method) {
    case Method::request_confirmation:
      if (takes_first()) able.add(Consent::heard);
      return able.without(Consent::keypad);
    case Method::request_authorization:
      // Without a number there is nothing that could be heard.
      return able.without(Consent::keypad).without(Consent::heard);
    case Method::request_passkey:
      return able & Acts{Consent::keypad};
    case Method::display_passkey:
      return {Consent::passkey};
    case Method::request_pin_code:
    case Method::display_pin_code:
      break;
  }
  return {};
}

bool Pairing::is_supported(const Asked& asked) const noexcept {
  switch (asked.method) {
    case Method::request_confirmation:
    case Method::display_passkey:
      return asked.passkey.has_value();
    case Method::request_authorization:
      return settings_.just_works;
    case Method::request_passkey:
      return settings_.consent.has(Consent::keypad);
    case Method::request_pin_code:
    case Method::display_pin_code:
      break;
  }
  return false;
}

std::optional<Reason> Pairing::why_not(const Asked& asked,
                                       Time now) const noexcept {
  if (quiet_) return Reason::quiet;
  if (!is_open() || window_.expired(now)) return Reason::window_shut;
  if (request_) return Reason::busy;
  // A number that is typed must have been said before the bond comes.
  const bool may_wait = asked.method != Method::display_passkey;
  if (!window_.has_prompts(now) ||
      window_.next_prompt(now) > (may_wait ? held_within : Time{0}))
    return Reason::too_often;
  if (acts_for(asked.method, asked.standing).empty()) return Reason::no_consent;
  if (asked.standing.leaving && asked.standing.bonded) return Reason::unproven;
  const bool typed = asked.method == Method::display_passkey ||
                     asked.method == Method::request_passkey;
  if (typed && asked.standing.bonded && !asked.standing.admitted)
    return Reason::unproven;
  return std::nullopt;
}

void Pairing::turn_away(const Asked& asked, Reason reason, bool remove,
                        Turn& turn) {
  turn.emit(Reject{asked.call, reason});
  if (remove && (!asked.standing.bonded || asked.standing.leaving))
    turn.emit(Remove{asked.device});
}

bool Pairing::is_repeated(const Asked& asked) const noexcept {
  // BlueZ repeats DisplayPasskey at each key the phone's owner presses.
  return asked.method == Method::display_passkey &&
         request_->phase == Phase::typing && request_->passkey == asked.passkey;
}

void Pairing::on(const Asked& asked, Turn& turn) {
  const bool mine = asks_now(asked.device);
  if (!is_supported(asked))
    return turn_away(asked, Reason::unsupported, !mine, turn);
  if (mine) {
    if (is_repeated(asked)) return turn.emit(Accept{asked.call});
    if (request_->on_probation || request_->phase == Phase::keeping) {
      turn_away(asked, Reason::superseded, false, turn);
      return fail(Reason::superseded, Blame::stranger, turn);
    }
    // A new attempt: the old one failed at the phone. Its device stays, for it
    // is the one that asks.
    end_request(Reason::superseded, turn);
    count_failure(Blame::stranger, turn);
  }
  if (const auto reason = why_not(asked, turn.now)) {
    turn_away(asked, *reason,
              reason != Reason::unproven || asked.standing.leaving, turn);
    if (reason == Reason::no_consent) tell_what_is_missing(turn);
    return;
  }
  begin(asked, turn);
}

void Pairing::begin(const Asked& asked, Turn& turn) {
  const bool typing = asked.method == Method::display_passkey;
  const bool keying = asked.method == Method::request_passkey;
  request_ = Request{
      .device = asked.device,
      .method = asked.method,
      .passkey = asked.passkey,
      .call = asked.call,
      .before = asked.standing,
      .connected = asked.standing.connected,
      .phase = typing   ? Phase::typing
               : keying ? Phase::keying
                        : Phase::speaking,
      .deadline = turn.now + (typing ? typed_within : answer_within),
      .is_first = awaits_first(),
  };
  // BlueZ keeps Trusted when a key is replaced: take it until the consent.
  if (request_->lost_trust()) turn.emit(Distrust{asked.device});
  // DisplayPasskey is not a question: BlueZ does not wait for an answer.
  if (typing) {
    request_->act = Consent::passkey;
    turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  }
  if (const Time wait = window_.next_prompt(turn.now); wait > Time{0})
    request_->say_at = turn.now + wait;
  else
    say(turn);
}

void Pairing::on(const ServiceAsked& asked, Turn& turn) {
  Standing standing = asked.standing;
  if (asks_now(asked.device) && request_->phase == Phase::bonding &&
      standing.bonded && (request_->on_probation || request_->before.bonded)) {
    // Its key was replaced with our yes, and the new link is authenticated.
    if (request_->on_probation)
      arrive(turn);
    else
      succeed(turn);
    standing.admitted = !request_;
  }
  const auto refuse = [&](Reason reason) {
    turn.emit(Reject{asked.call, reason});
  };
  const bool mine = asks_now(asked.device);
  if (mine && request_->phase == Phase::keeping && asked.allowed &&
      !request_->call) {
    // A phone that is refused now gives up; it is answered as soon as it is in.
    request_->call = asked.call;
    return;
  }
  const bool knocks = mine && (request_->phase == Phase::arriving ||
                               request_->phase == Phase::knocking ||
                               request_->phase == Phase::playing);
  if (mine && !knocks) return refuse(Reason::request_open);
  if (!knocks && (!standing.bonded || !standing.admitted))
    return refuse(Reason::not_admitted);
  if (!asked.allowed) return refuse(Reason::not_allowed);
  turn.emit(Accept{asked.call});
}

void Pairing::on(const Heard& heard, Turn& turn) {
  if (!request_ || request_->ticket != heard.ticket) return;
  if (request_->phase == Phase::knocking) return row_was_heard(turn);
  if (request_->phase == Phase::playing) return tones_were_heard(turn);
  if (request_->phase != Phase::speaking) return;
  request_->said_once = true;
  const Acts able = acts_for(*request_);
  if (able.has(Consent::heard)) return yes(Consent::heard, turn);
  if (request_->act) return yes(*request_->act, turn);
  if (able.has(Consent::knock)) return yes_for_now(turn);
  if (able.empty()) return fail(Reason::no_consent, Blame::nobody, turn);
  request_->phase = Phase::waiting;
}

void Pairing::on(const SaidOnce& said, Turn&) {
  if (request_ && request_->ticket == said.ticket) request_->said_once = true;
}

void Pairing::on(const SpeechFailed& failed, Turn& turn) {
  if (request_ && request_->ticket == failed.ticket &&
      request_->phase != Phase::bonding && request_->phase != Phase::keeping)
    fail(Reason::not_heard, Blame::nobody, turn);
}

void Pairing::on(const Cancelled&, Turn& turn) {
  // It names no device, and is for a call that waits. Where the request's own
  // is answered it is another's: a service that BlueZ gave up. DisplayPasskey
  // never waits, and BlueZ doesn't cancel it.
  if (!request_ || !request_->call) return;
  if (request_->phase == Phase::keeping)
    turn.emit(Reject{*std::exchange(request_->call, std::nullopt),
                     Reason::cancelled});
  else
    fail(Reason::cancelled, Blame::stranger, turn);
}

}  // namespace pairing
