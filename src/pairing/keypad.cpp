// SPDX-License-Identifier: GPL-3.0-or-later
// The number that a phone shows, typed here.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

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
  if (request_->was_in())
    return static_cast<void>(end_request(std::nullopt, turn));
  request_->phase = Phase::bonding;
  request_->deadline = turn.now + bonded_within;
}

}  // namespace pairing
