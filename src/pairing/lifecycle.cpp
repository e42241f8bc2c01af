// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the box: BlueZ comes and goes, time passes, the owner changes
// his mind.
#include <algorithm>
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

std::optional<Time> Pairing::deadline() const noexcept {
  // An open request holds the window open: its end is looked at afterwards.
  if (request_)
    return request_->settled ? std::min(request_->deadline, *request_->settled)
                             : request_->deadline;
  if (window_.deadline()) return window_.deadline();
  const bool reopens = settings_.open_at == Opening::always && settings_.safe &&
                       !quiet_ && !window_.is_open() && !window_.wanted();
  return reopens ? lockout_.until() : std::nullopt;
}

std::optional<Time> Pairing::closes_at() const noexcept {
  return window_.is_open() ? window_.deadline() : std::nullopt;
}

const Device* Pairing::asking() const noexcept {
  return request_ ? &request_->device : nullptr;
}

std::optional<Method> Pairing::asks_by() const noexcept {
  if (!request_) return std::nullopt;
  return request_->method;
}

std::optional<Reason> Pairing::held_shut(Time now) const noexcept {
  if (!settings_.safe) return Reason::unsafe;
  if (quiet_) return Reason::quiet;
  if (lockout_.holds(now)) return Reason::locked_out;
  return std::nullopt;
}

void Pairing::on(const Ready&, Turn& turn) {
  if (std::exchange(ready_, true)) return;
  if (window_.wanted()) return open_window(turn);
  // BlueZ came back, or another adapter came: the window goes on.
  if (window_.is_open()) turn.emit(OpenWindow{window_.left(turn.now)});
}

void Pairing::on(const Unready&, Turn& turn) {
  ready_ = false;
  if (!request_) return;
  const Request ended = end_request(Reason::device_left, turn);
  if (ended.on_probation) turn.emit(Remove{ended.device});
}

void Pairing::on(const Quiet& quiet, Turn& turn) {
  quiet_ = quiet.now;
  if (quiet_) {
    if (request_) fail(Reason::quiet, Blame::nobody, turn);
    turn.emit(Hush{.all = true});
    close_window(std::nullopt, turn);
  } else if (settings_.open_at == Opening::always) {
    want_window(Window::By::itself, turn);
  }
}

void Pairing::on(const Started& started, Turn& turn) {
  switch (settings_.open_at) {
    case Opening::power_on:
      if (started.power_on) want_window(Window::By::act, turn);
      return;
    case Opening::start:
      return want_window(
          started.power_on ? Window::By::act : Window::By::itself, turn);
    case Opening::always:
      return want_window(Window::By::itself, turn);
    case Opening::never:
      return;
  }
}

void Pairing::on(const Reconfigured& changed, Turn& turn) {
  const Settings before = std::exchange(settings_, changed.settings);
  if (settings_ == before) return;
  if (request_) fail(Reason::window_shut, Blame::nobody, turn);
  const auto stays_open = [](const Settings& settings) {
    return settings.open_at == Opening::always && settings.safe;
  };
  const bool was_open = stays_open(before);
  if (stays_open(settings_) && !was_open)
    want_window(Window::By::itself, turn);
  else if (!settings_.safe || (was_open && !stays_open(settings_)))
    close_window(Notice::closed, turn);
}

void Pairing::on(const Tick&, Turn& turn) {
  if (request_ && request_->settled && *request_->settled <= turn.now &&
      request_->deadline > turn.now)
    settle(turn);
  if (request_ && request_->deadline <= turn.now)
    fail(Reason::too_late, Blame::stranger, turn);
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
  turn.emit(Hush{.all = true});
  close_window(std::nullopt, turn);
}

}  // namespace pairing
