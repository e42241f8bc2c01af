// SPDX-License-Identifier: GPL-3.0-or-later
// BlueZ disappears, time passes, the daemon stops.
#include <algorithm>
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

std::optional<Time> Pairing::deadline() const noexcept {
  const auto next = next_deadline();
  return final_at_ ? std::min(next.value_or(*final_at_), *final_at_) : next;
}

std::optional<Time> Pairing::next_deadline() const noexcept {
  // An open request holds the window open: its end is looked at afterwards.
  if (request_) {
    const Time end = request_->deadline;
    return std::min(
        {end, request_->settled.value_or(end), request_->say_at.value_or(end)});
  }
  if (window_.deadline()) return window_.deadline();
  const bool reopens = settings_.open_at == Opening::always && settings_.safe &&
                       !quiet_ && lockout_.lets_open() && !window_.is_open() &&
                       !window_.wanted();
  return reopens ? lockout_.until() : std::nullopt;
}

const Device* Pairing::asking() const noexcept {
  return request_ ? &request_->device : nullptr;
}

std::optional<Method> Pairing::asks_by() const noexcept {
  if (!request_) return std::nullopt;
  return request_->method;
}

void Pairing::on(const Unready&, Turn& turn) {
  ready_ = false;
  if (!request_) return;
  const Request ended = end_request(Reason::device_left, turn);
  if (ended.on_probation) turn.emit(Remove{ended.device});
}

void Pairing::on(const Tick&, Turn& turn) {
  if (final_at_ && *final_at_ <= turn.now) finalize(turn);
  if (request_ && request_->say_at && *request_->say_at <= turn.now) say(turn);
  if (request_ && request_->settled && *request_->settled <= turn.now &&
      request_->deadline > turn.now)
    settle(turn);
  if (request_ && request_->deadline <= turn.now) {
    if (request_->phase == Phase::keeping || request_->phase == Phase::noting)
      fail(Reason::not_kept, Blame::nobody, turn);
    else
      fail(Reason::too_late, Blame::stranger, turn);
  }
  if (request_) return;
  if (window_.expired(turn.now)) close_window(Notice::closed, turn);
  if (lockout_.until() && !lockout_.holds(turn.now)) {
    lockout_.lift();
    if (settings_.open_at == Opening::always && !window_.is_open())
      want_window(Window::By::itself, turn);
  }
}

void Pairing::on(const Stopped&, Turn& turn) {
  if (request_) fail(Reason::stopping, Blame::nobody, turn);
  finalize(turn);
  turn.emit(Hush{.all = true});
  close_window(std::nullopt, turn);
}

}  // namespace pairing
