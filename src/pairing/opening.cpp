// SPDX-License-Identifier: GPL-3.0-or-later
// All that opens the window or shuts it.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

std::optional<Time> Pairing::closes_at() const noexcept {
  return window_.is_open() ? window_.deadline() : std::nullopt;
}

bool Pairing::was_opened() const noexcept {
  return window_.by() != Window::By::itself &&
         settings_.open_at != Opening::always;
}

std::optional<Reason> Pairing::held_shut(Time now) const noexcept {
  if (!settings_.safe) return Reason::unsafe;
  if (quiet_) return Reason::quiet;
  if (lockout_.holds(now)) return Reason::locked_out;
  return std::nullopt;
}

void Pairing::want_window(Window::By by, Turn& turn) {
  if (by == Window::By::itself && !lockout_.lets_open()) return;
  // A window of a whole night or of a rest begins when those are over.
  if (held_shut(turn.now)) return;
  if (by != Window::By::act && hides()) {
    hidden_ = true;
    return;
  }
  window_.want(by);
  if (ready_) open_window(turn);
}

bool Pairing::hides() const noexcept {
  return settings_.hidden_in_use && !owners_.empty();
}

void Pairing::hide_or_show(Turn& turn) {
  if (request_) return;
  if (hides()) {
    const bool shows = window_.is_open() || window_.wanted();
    if (!shows || window_.by() == Window::By::act) return;
    close_window(std::nullopt, turn);
    hidden_ = true;
  } else if (std::exchange(hidden_, false) &&
             settings_.open_at == Opening::always) {
    want_window(Window::By::itself, turn);
  }
}

void Pairing::open_window(Turn& turn, std::optional<Time> length) {
  if (!length && (settings_.open_at != Opening::always || hides()))
    length = settings_.open_for;
  window_.open(turn.now, length);
  turn.emit(OpenWindow{length});
  announce({.ticket = {}, .prompt = Notice::opened}, turn);
}

void Pairing::close_window(std::optional<Notice> notice, Turn& turn) {
  const bool was_open = window_.is_open();
  window_.close();
  turn.emit(CloseWindow{});
  if (was_open && ready_ && notice)
    announce({.ticket = {}, .prompt = *notice}, turn);
}

void Pairing::on(const Open& open, Turn& turn) {
  if (open.act == Consent::key) forgive();
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
  hidden_ = false;
  close_window(Notice::closed, turn);
}

void Pairing::on(const Ready&, Turn& turn) {
  if (std::exchange(ready_, true)) return;
  if (window_.wanted()) return open_window(turn);
  // BlueZ is back, or there is another adapter: the window stays open.
  if (window_.is_open()) turn.emit(OpenWindow{window_.left(turn.now)});
}

void Pairing::on(const Quiet& quiet, Turn& turn) {
  quiet_ = quiet.now;
  if (quiet_) {
    if (request_) fail(Reason::quiet, Blame::nobody, turn);
    turn.emit(Hush{.all = true});
    close_window(std::nullopt, turn);
  } else {
    tell_undone(turn);
    if (settings_.open_at == Opening::always)
      want_window(Window::By::itself, turn);
  }
}

void Pairing::on(const Started& started, Turn& turn) {
  // The quiet hours may have ended in the same moment.
  if (window_.is_open()) return;
  const auto by = started.power_on ? Window::By::power_on : Window::By::itself;
  switch (settings_.open_at) {
    case Opening::power_on:
      if (started.power_on) want_window(by, turn);
      return;
    case Opening::start:
    case Opening::always:
      return want_window(by, turn);
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

}  // namespace pairing
