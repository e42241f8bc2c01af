// SPDX-License-Identifier: GPL-3.0-or-later
// What the world is owed: each effect of the core, and what stands after it.
#include "test/pairing/walk/world.hpp"

namespace walk {

using namespace std::chrono_literals;

std::string World::settled(Step step, bool cancelled) const {
  if (starting_ > 0) return {};
  if (outstanding_.size() > 1) return "two calls wait for an answer";
  for (const Outstanding& call : outstanding_) {
    const Remote& remote = remotes_[static_cast<std::size_t>(call.device)];
    if (call.service && (!remote.standing.admitted || remote.kept))
      return "a service waits for its answer";
    if (now - call.since >= 25s) return "a call waited for 25 seconds";
  }
  const bool over = cancelled || step == Step::bluez_goes || step == Step::stop;
  if (over && !outstanding_.empty()) return "a call is left without an answer";
  if (over && code_of_) return "a number is said after it was over";
  const bool a_over = step == Step::a_is_gone || step == Step::a_leaves;
  if (a_over && code_of_ == 0) return "a number is said to nobody";
  if (const Remote& a = remotes_[0]; step == Step::a_is_trusted && !a.asks &&
                                     a.standing.trusted && !a.standing.admitted)
    return "a device that is not in keeps another program's trust";
  for (const Remote& remote : remotes_)
    if ((remote.muted || remote.standing.leaving) && remote.standing.bonded &&
        !remote.asks)
      return "a device on probation is left as it is";
  if (const Remote& a = remotes_[0];
      step == Step::a_is_keyboard && a.muted && !a.standing.admitted)
    return "a device that types stays on probation";
  for (const Remote& remote : remotes_)
    if (step == Step::plug && remote.standing.admitted && remote.heard_at &&
        remote.tentative)
      return "what hearing alone did outlives the plug";
  if (step == Step::a_takes_b_address &&
      (remotes_[0].standing.bonded || remotes_[0].standing.admitted))
    return "a device keeps the address that it took";
  for (const Remote& remote : remotes_)
    if (remote.standing.admitted && !remote.kept && !remote.asks)
      return "a device is on the list, and nobody was told";
  if (remotes_[1].dismissed || !b_was_in_) return {};
  const Standing& b = remotes_[1].standing;
  if (!b.admitted || !b.bonded) return "an admitted device is out";
  if (!asking(1) && code_of_ != 1 && !b.trusted && step == Step::stop &&
      !was_killed_)
    return "an admitted device has lost its trust";
  return {};
}

std::string World::waited(Step step) const {
  bool somebody_asks = false;
  for (const Remote& remote : remotes_) {
    somebody_asks |= remote.asks;
    if (remote.asks && now - remote.asked_at >= 5min)
      return "a request never ends";
    if (remote.tentative && final_at_ && now >= *final_at_)
      return "what hearing alone did is never final";
  }
  if (open_ && shuts_at_ && now >= *shuts_at_ && !somebody_asks)
    return "the window stays open";
  return settled(step, false);
}

/** A number was said, once at least. */
void World::said(Ticket ticket) {
  for (const Outstanding& o : outstanding_)
    if (o.ticket == ticket)
      remotes_[static_cast<std::size_t>(o.device)].told = true;
}

/** A request that was not turned away at once. */
void World::asked(const Asked& asked, const Effects& effects) {
  for (const Effect& effect : effects)
    if (const auto* reject = std::get_if<Reject>(&effect);
        reject && reject->call == asked.call)
      return;
  Remote& remote = remotes_[static_cast<std::size_t>(index(asked.device))];
  remote.asks = true;
  remote.asked_at = now;
  remote.as_first = !owned_;
  remote.told = false;
  remote.acts = {};
}

std::string World::perform(Step step, const Event& event,
                           const Effects& effects) {
  if (const auto* once = std::get_if<SaidOnce>(&event)) said(once->ticket);
  if (const auto* heard = std::get_if<Heard>(&event)) {
    said(heard->ticket);
    for (Remote& remote : remotes_) {
      remote.row_heard |= remote.row_said_by == heard->ticket;
      if (!remote.tones || remote.tones_said_by != heard->ticket) continue;
      remote.row_heard = true;
      if (has_answered(remote)) remote.acts.add(Consent::knock);
    }
    for (Outstanding& o : outstanding_) o.heard |= o.ticket == heard->ticket;
    if (heard->ticket == last_) code_of_.reset();
  }
  // BlueZ cancels a call that waits, and nothing else.
  const bool cancels = step == Step::cancel && !outstanding_.empty();
  if (step == Step::cancel && !cancels && !effects.empty())
    return "a Cancel for another's call has effects";
  const unsigned wrong_rows = failures_.wrong_rows;
  bool is_wrong_row = false;
  for (const Effect& effect : effects) {
    if (const auto* ended = std::get_if<Ended>(&effect))
      is_wrong_row |= ended->reason == Reason::wrong_knock;
    std::string broken =
        std::visit([&](const auto& e) { return check(e, event); }, effect);
    if (!broken.empty()) return broken;
  }
  if (is_wrong_row && failures_.wrong_rows != wrong_rows + 1)
    return "a wrong row is not remembered";
  if (const auto* asks = std::get_if<Asked>(&event)) asked(*asks, effects);
  return settled(step, cancels);
}

}  // namespace walk
