// SPDX-License-Identifier: GPL-3.0-or-later
// How a request ends, and what that leads to.
#include <algorithm>
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

Request Pairing::end_request(std::optional<Reason> reason, Turn& turn) {
  Request ended = std::move(*request_);
  request_.reset();
  turn.emit(Hush{});
  if (ended.call)
    turn.emit(Reject{*ended.call, reason.value_or(Reason::superseded)});
  // It would be in after a restart, and nobody was told.
  if (reason && ended.phase == Phase::keeping)
    turn.emit(Dismiss{ended.device, ended.is_first});
  turn.emit(Ended{ended.device, reason, ended.act});
  if (ended.lost_trust() && !ended.on_probation && !settings_.distrust_others)
    turn.emit(Trust{ended.device});
  return ended;
}

void Pairing::fail(Reason reason, Blame blame, Turn& turn) {
  const Request ended = end_request(reason, turn);
  // On probation even an old bond holds a new key, and nobody proved it.
  if (!ended.before.bonded || ended.on_probation)
    turn.emit(Remove{ended.device});
  if (blame != Blame::nobody) count_failure(blame, turn);
}

void Pairing::count_failure(Blame blame, Turn& turn) {
  unsigned limit = settings_.close_after_failures;
  if (blame == Blame::guesser) limit = std::min(limit, most_guesses);
  if (!window_.is_open() || !window_.fail(limit)) return;
  const Time rest = lockout_.strike(turn.now);
  close_window(
      rest < std::chrono::hours{1} ? Notice::locked : Notice::locked_long,
      turn);
}

void Pairing::succeed(Turn& turn) {
  turn.emit(Hush{});
  const bool tentative = can_be_undone(*request_);
  turn.emit(Admit{request_->device, request_->act.value(), tentative});
  if (tentative) finalize_later(turn);
  // Our list on the disk has held it all the time.
  if (request_->was_in() && !request_->on_probation) return let_in(turn);
  request_->phase = Phase::keeping;
  request_->deadline = turn.now + kept_within;
  request_->settled.reset();
}

void Pairing::on(const Kept& kept, Turn& turn) {
  if (asks_now(kept.device) && request_->phase == Phase::keeping) let_in(turn);
}

void Pairing::let_in(Turn& turn) {
  const auto service = std::exchange(request_->call, std::nullopt);
  const Request ended = end_request(std::nullopt, turn);
  if (service) turn.emit(Accept{*service});
  forgive();
  // The first volume tells no press; of this phone it is known already.
  if (ended.connected) owners_[ended.device].presses = ended.presses;
  if (settings_.trust && (!ended.before.trusted || ended.lost_trust()))
    turn.emit(Trust{ended.device});
  tell_in(ended, turn);
}

/** One window, one phone; but for a window that is always open. */
void Pairing::tell_in(const Request& request, Turn& turn) {
  Announce what{.ticket = {},
                .prompt = request.is_first ? Notice::first : Notice::paired,
                .device = request.device,
                .can_be_undone = can_be_undone(request)};
  if (settings_.open_at == Opening::always) {
    what.prompt = Notice::let_in;
    return announce(std::move(what), turn);
  }
  const bool was_open = is_open();
  close_window(std::nullopt, turn);
  if (was_open) announce(std::move(what), turn);
}

}  // namespace pairing
