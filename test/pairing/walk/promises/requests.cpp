// SPDX-License-Identifier: GPL-3.0-or-later
// Promises about calls and their answers, and a request's end.
#include <algorithm>

#include "test/pairing/walk/world.hpp"

namespace walk {

std::optional<World::Outstanding> World::answered(Call call) {
  const auto found =
      std::find_if(outstanding_.begin(), outstanding_.end(),
                   [&](const Outstanding& o) { return o.call == call; });
  if (found == outstanding_.end()) return std::nullopt;
  const Outstanding result = *found;
  outstanding_.erase(found);
  return result;
}

bool World::asking(int device) const {
  return std::any_of(outstanding_.begin(), outstanding_.end(),
                     [&](const Outstanding& o) {
                       return o.device == device && !o.service &&
                              o.method == Method::request_confirmation;
                     });
}

std::string World::check(const Accept& accept, const Event& event) {
  const auto call = answered(accept.call);
  if (!call) return "a call is answered twice, or one that nobody made";
  Remote& remote = remotes_[static_cast<std::size_t>(call->device)];
  if (call->service) {
    if (!remote.standing.bonded || (!remote.standing.admitted && !remote.muted))
      return "a service is authorised for a device that is not in";
    if (remote.standing.admitted && !remote.kept)
      return "a service is authorised before its device is kept";
    if (!call->audio) return "a service is authorised that is no audio";
    if (asking(call->device)) return "a service is authorised while asking";
    return {};
  }
  if (call->method == Method::display_passkey) return {};
  if (call->method == Method::request_passkey)
    return "a yes where a number was asked for";
  if (call->method != Method::request_confirmation &&
      (call->method != Method::request_authorization))
    return "a yes to a method that proves nothing";
  if (!open_) return "a yes while the window is shut";
  const auto* heard = std::get_if<Heard>(&event);
  if (!call->heard && (!heard || heard->ticket != call->ticket))
    return "a yes before its sound";
  if (call->method == Method::request_confirmation)
    remote.acts.add(Consent::heard);
  Acts enough = consent_;
  if (remote.as_first) enough.add(Consent::heard);
  if ((remote.acts & enough).empty() && !remote.muted)
    return "a yes without an act of consent";
  if ((remote.acts & enough).empty() && !remote.noted)
    return "a yes for now that a restart would forget";
  remote.confirmed = true;
  return {};
}

std::string World::check(const Answer& answer, const Event& event) {
  const auto call = answered(answer.call);
  if (!call || call->method != Method::request_passkey)
    return "a number is answered that nobody asked for";
  if (!std::holds_alternative<Enter>(event) ||
      answer.passkey != *Passkey::from_number(666'666))
    return "a number is answered that nobody typed";
  Remote& remote = remotes_[static_cast<std::size_t>(call->device)];
  remote.keyed = true;
  remote.acts.add(Consent::keypad);
  return {};
}

std::string World::check(const Ended& ended, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(ended.device))];
  if (!remote.asks) return "a request ends that was none";
  remote.asks = false;
  if (ended.reason) {
    if (remote.standing.admitted && !remote.kept)
      return "a device is refused, and is on the list";
  } else {
    if (!remote.kept) return "a device is told to be in before that is kept";
    remote.muted = false;
  }
  remote.row.reset();
  return {};
}

std::string World::check(const Reject& reject, const Event&) {
  if (!answered(reject.call))
    return "a call is answered twice, or one that nobody made";
  return {};
}

std::string World::check(const OpenWindow& open, const Event&) {
  open_ = true;
  shuts_at_.reset();
  if (open.length) shuts_at_ = now + *open.length;
  return {};
}

std::string World::check(const CloseWindow&, const Event&) {
  open_ = false;
  return {};
}

}  // namespace walk
