// SPDX-License-Identifier: GPL-3.0-or-later
// A device is bonded, or has left.
#include "pairing/pairing.hpp"

namespace pairing {

void Pairing::on(const DeviceChanged& changed, Turn& turn) {
  const Standing& now = changed.standing;
  if (now.connected && now.admitted && now.bonded)
    owners_[changed.device];
  else
    owners_.erase(changed.device);
  if (!asks_now(changed.device)) {
    const bool in = now.admitted && now.bonded;
    // Paired anew now, it would be in without anybody's consent.
    if (now.admitted && !in) turn.emit(Dismiss{changed.device});
    if (settings_.trust && in && !now.trusted) turn.emit(Trust{changed.device});
    // Another program's word: BlueZ would let it play, and never ask us.
    if (settings_.distrust_others && now.trusted && !(in && settings_.trust))
      turn.emit(Distrust{changed.device});
    // A restart, or an adapter that was pulled out, is no way around it.
    if (now.leaving && now.bonded) turn.emit(Remove{changed.device});
    return;
  }
  if (now.bonded && !request_->before.bonded) {
    switch (request_->phase) {
      case Phase::speaking:  // bonded without our yes
      case Phase::waiting:
      case Phase::keying:
      case Phase::noting:
        return fail(Reason::superseded, Blame::stranger, turn);
      case Phase::typing:
        return succeed(turn);
      case Phase::bonding:
        if (!request_->on_probation) return succeed(turn);
        arrive(turn);
        if (!request_) return;  // it was let in already, by another act
        break;
      case Phase::arriving:
      case Phase::knocking:
      case Phase::playing:
      case Phase::keeping:
        break;
    }
  }
  if (request_->phase == Phase::keeping) {
    // It may leave, but its bond may not.
    if (!now.bonded) fail(Reason::device_left, Blame::stranger, turn);
    return;
  }
  // BlueZ asks nobody whether it may type (HID over GATT).
  if (now.is_keyboard && request_->on_probation)
    return fail(Reason::not_allowed, Blame::stranger, turn);
  const bool left = request_->connected && !now.connected;
  request_->connected = now.connected;
  if (left) fail(Reason::device_left, Blame::stranger, turn);
}

void Pairing::on(const TookAddress& took, Turn& turn) {
  turn.emit(Dismiss{took.device});
  // Whoever asks and was in may be the one whose place is lost.
  if (asks_now(took.device) || (request_ && request_->before.admitted)) {
    if (request_->before.trusted) turn.emit(Distrust{request_->device});
    request_->before.admitted = request_->before.trusted = false;
    const Request ended = end_request(Reason::unproven, turn);
    if (ended.on_probation) turn.emit(Remove{ended.device});
    count_failure(Blame::stranger, turn);
  }
  turn.emit(Remove{took.device});
}

void Pairing::on(const DeviceGone& gone, Turn& turn) {
  owners_.erase(gone.device);
  if (asks_now(gone.device)) fail(Reason::device_left, Blame::stranger, turn);
}

}  // namespace pairing
