// SPDX-License-Identifier: GPL-3.0-or-later
// How requests and windows end, and what that leads to.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

Pairing::Request Pairing::end_request(Reason reason, Turn& turn) {
  Request ended = std::move(*request_);
  request_.reset();
  turn.emit(Hush{});
  if (ended.call) turn.emit(Reject{*ended.call, reason});
  if (ended.before.trusted) turn.emit(Trust{ended.device});
  return ended;
}

void Pairing::fail(Reason reason, Blame blame, Turn& turn) {
  const Request ended = end_request(reason, turn);
  if (!ended.before.bonded) turn.emit(Remove{ended.device});
  if (blame == Blame::stranger) count_failure(turn);
}

void Pairing::count_failure(Turn& turn) {
  if (window_.is_open() && window_.fail(settings_.close_after_failures))
    close_window(Prompt::closed, turn);
}

void Pairing::succeed(Consent consent, Turn& turn) {
  const Request ended = end_request(Reason::superseded, turn);
  turn.emit(Admit{ended.device, consent});
  if (settings_.trust && !ended.before.trusted) turn.emit(Trust{ended.device});
  if (settings_.open_at == Opening::always)
    announce(Prompt::paired, std::nullopt, ended.device, turn);
  else
    close_window(Prompt::paired, turn);
}

void Pairing::open_window(Turn& turn) {
  std::optional<Time> length;
  if (settings_.open_at != Opening::always) length = settings_.open_for;
  window_.open(turn.now, length);
  turn.emit(OpenWindow{length});
  announce(Prompt::opened, std::nullopt, {}, turn);
}

void Pairing::close_window(std::optional<Prompt> prompt, Turn& turn) {
  const bool was_open = window_.is_open();
  if (settings_.open_at == Opening::always && prompt)
    window_.close_to_rest(turn.now);
  else
    window_.close();
  turn.emit(CloseWindow{});
  if (was_open && ready_ && prompt) announce(*prompt, std::nullopt, {}, turn);
}

}  // namespace pairing
