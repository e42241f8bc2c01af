// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairing.hpp"

#include <algorithm>
#include <utility>

namespace pairing {

Effects Pairing::on(const Event& event, Time now) {
  Turn turn{now};
  std::visit([&](const auto& e) { take(e, turn); }, event);
  return std::move(turn.effects);
}

std::optional<Time> Pairing::deadline() const noexcept {
  // An open request holds the window open: its end is looked at afterwards.
  if (request_) return request_->deadline;
  return window_.deadline();
}

bool Pairing::asks_now(const Device& device) const noexcept {
  return request_ && request_->device == device;
}

bool Pairing::was_in(const Request& request) noexcept {
  return request.before.bonded && request.before.admitted;
}

void Pairing::turn_away(const Asked& asked, Reason reason, bool remove,
                        Turn& turn) {
  turn.emit(Reject{asked.call, reason});
  if (remove && !asked.standing.bonded) turn.emit(Remove{asked.device});
}

void Pairing::take(const Asked& asked, Turn& turn) {
  const bool mine = asks_now(asked.device);
  switch (asked.method) {
    case Method::request_authorization:
    case Method::request_pin_code:
    case Method::request_passkey:
      return turn_away(asked, Reason::unsupported, !mine, turn);
    case Method::request_confirmation:
    case Method::display_passkey:
    case Method::display_pin_code:
      break;
  }
  if (!asked.passkey) return turn_away(asked, Reason::unsupported, !mine, turn);
  if (mine) {
    // BlueZ repeats DisplayPasskey at each key the phone's owner presses.
    if (asked.method == Method::display_passkey &&
        request_->phase == Phase::typing && request_->passkey == asked.passkey)
      return turn.emit(Accept{asked.call});
    // A new attempt: the old one failed at the phone. Its device stays, for it
    // is the one that asks.
    end_request(Reason::superseded, turn);
    count_failure(turn);
  }
  if (!is_open() || window_.expired(turn.now))
    return turn_away(asked, Reason::window_shut, true, turn);
  if (request_) return turn_away(asked, Reason::busy, true, turn);
  if (asked.method == Method::request_confirmation &&
      !settings_.heard_is_consent)
    return turn_away(asked, Reason::no_consent, true, turn);
  if (asked.method == Method::display_passkey && asked.standing.bonded &&
      !asked.standing.admitted)
    return turn_away(asked, Reason::unproven, false, turn);
  begin(asked, turn);
}

void Pairing::begin(const Asked& asked, Turn& turn) {
  const bool typing = asked.method == Method::display_passkey;
  request_ = Request{
      .device = asked.device,
      .method = asked.method,
      .passkey = *asked.passkey,
      .call = asked.call,
      .ticket = {},
      .before = asked.standing,
      .connected = asked.standing.connected,
      .phase = typing ? Phase::typing : Phase::speaking,
      .deadline = turn.now + (typing ? typed_within : answer_within),
  };
  // BlueZ keeps Trusted when a key is replaced: take it until the new consent.
  if (asked.standing.trusted) turn.emit(Distrust{asked.device});
  // DisplayPasskey is no question; BlueZ waits for no answer.
  if (typing) turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  const bool compare = asked.method == Method::request_confirmation;
  announce(compare ? Prompt::compare : Prompt::type, asked.passkey,
           asked.device, turn);
  request_->ticket = Ticket{tickets_};
}

void Pairing::announce(Prompt prompt, std::optional<Passkey> passkey,
                       const Device& device, Turn& turn) {
  turn.emit(Announce{Ticket{++tickets_}, prompt, passkey, device});
}

void Pairing::take(const ServiceAsked& asked, Turn& turn) {
  Standing standing = asked.standing;
  if (asks_now(asked.device) && request_->phase == Phase::bonding &&
      request_->method == Method::request_confirmation &&
      request_->before.bonded && standing.bonded) {
    // Its key was replaced with our yes, and the new link is authenticated.
    succeed(Consent::heard, turn);
    standing.admitted = true;
  }
  const auto refuse = [&](Reason reason) {
    turn.emit(Reject{asked.call, reason});
  };
  if (asks_now(asked.device)) return refuse(Reason::request_open);
  if (!standing.bonded || !standing.admitted)
    return refuse(Reason::not_admitted);
  if (!asked.audio) return refuse(Reason::not_audio);
  turn.emit(Accept{asked.call});
}

void Pairing::take(const Heard& heard, Turn& turn) {
  if (!request_ || request_->ticket != heard.ticket ||
      request_->phase != Phase::speaking)
    return;
  if (request_->method == Method::request_confirmation &&
      !settings_.heard_is_consent)
    return fail(Reason::no_consent, Blame::nobody, turn);
  turn.emit(Accept{*std::exchange(request_->call, std::nullopt)});
  if (request_->method == Method::display_pin_code) {
    // The box itself began this one; a PIN admits nobody.
    end_request(Reason::superseded, turn);
  } else if (was_in(*request_)) {
    // No property tells when a key was replaced; it was in and stays in.
    succeed(Consent::heard, turn);
  } else {
    request_->phase = Phase::bonding;
    request_->deadline = turn.now + bonded_within;
  }
}

void Pairing::take(const SpeechFailed& failed, Turn& turn) {
  if (request_ && request_->ticket == failed.ticket &&
      request_->phase != Phase::bonding)
    fail(Reason::not_heard, Blame::nobody, turn);
}

void Pairing::take(const Cancelled&, Turn& turn) {
  if (request_) fail(Reason::cancelled, Blame::stranger, turn);
}

void Pairing::take(const DeviceChanged& changed, Turn& turn) {
  const Standing& now = changed.standing;
  if (!asks_now(changed.device)) {
    if (settings_.trust && now.admitted && now.bonded && !now.trusted)
      turn.emit(Trust{changed.device});
    return;
  }
  if (now.bonded && !request_->before.bonded) {
    switch (request_->phase) {
      case Phase::speaking:  // bonded without our yes
        return fail(Reason::superseded, Blame::stranger, turn);
      case Phase::typing:
        return succeed(Consent::passkey, turn);
      case Phase::bonding:
        return succeed(Consent::heard, turn);
    }
  }
  const bool left = request_->connected && !now.connected;
  request_->connected = now.connected;
  if (left) fail(Reason::device_left, Blame::stranger, turn);
}

void Pairing::take(const DeviceGone& gone, Turn& turn) {
  if (asks_now(gone.device)) fail(Reason::device_left, Blame::stranger, turn);
}

void Pairing::take(const Ready&, Turn& turn) {
  if (std::exchange(ready_, true)) return;
  if (window_.wanted()) return open_window(turn);
  // BlueZ came back, or another adapter came: the window goes on.
  if (window_.is_open()) turn.emit(OpenWindow{window_.left(turn.now)});
}

void Pairing::take(const Unready&, Turn& turn) {
  ready_ = false;
  if (request_) end_request(Reason::device_left, turn);
}

void Pairing::take(const Started& started, Turn& turn) {
  switch (settings_.open_at) {
    case Opening::power_on:
      if (!started.power_on) return;
      break;
    case Opening::start:
    case Opening::always:
      break;
    case Opening::never:
      return;
  }
  window_.want();
  if (ready_) open_window(turn);
}

void Pairing::take(const Reconfigured& changed, Turn& turn) {
  const Opening before = settings_.open_at;
  settings_ = changed.settings;
  const bool always = settings_.open_at == Opening::always;
  if (always == (before == Opening::always)) return;
  if (always) {
    window_.want();
    if (ready_ && !request_) open_window(turn);
  } else {
    if (request_) fail(Reason::window_shut, Blame::nobody, turn);
    close_window(Prompt::closed, turn);
  }
}

void Pairing::take(const Tick&, Turn& turn) {
  if (request_ && request_->deadline <= turn.now)
    fail(Reason::too_late, Blame::stranger, turn);
  if (request_) return;
  if (window_.expired(turn.now)) close_window(Prompt::closed, turn);
  if (window_.rested(turn.now)) {
    window_.close();
    window_.want();
    if (ready_) open_window(turn);
  }
}

void Pairing::take(const Stopped&, Turn& turn) {
  if (request_) fail(Reason::stopping, Blame::nobody, turn);
  turn.emit(Hush{});
  close_window(std::nullopt, turn);
}

}  // namespace pairing
