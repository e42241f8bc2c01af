// SPDX-License-Identifier: GPL-3.0-or-later
// What the world is owed: each effect of the core, and what stands after it.
#include <algorithm>

#include "test/pairing/walk.hpp"

namespace walk {

using namespace std::chrono_literals;

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

std::string World::check(const Announce& said, const Event&) {
  last_ = said.ticket;
  if (quiet_) return "a word is said in a quiet hour";
  const bool is_in = said.prompt == Prompt{Notice::paired} ||
                     said.prompt == Prompt{Notice::let_in};
  for (const Remote& remote : remotes_)
    if (is_in && remote.standing.admitted && !remote.kept)
      return "a device is said to be in before that is kept";
  const auto* question = std::get_if<Question>(&said.prompt);
  if (!question) {
    code_of_.reset();
    return {};
  }
  const bool has_number =
      *question == Question::compare || *question == Question::type;
  if (has_number && !said.passkey) return "a number is said that is none";
  if (!has_number && said.passkey)
    return "a number is said that nobody is to know";
  if (!open_) return "a request is said while the window is shut";
  if (!ready_) return "a request is said without BlueZ";
  if (code_of_ && *code_of_ != index(said.device))
    return "a request is said over another";
  code_of_ = index(said.device);
  Remote& asking = remotes_[static_cast<std::size_t>(*code_of_)];
  if (*question == Question::knock) {
    if (!asking.muted) return "a knock is asked of a device that is not mute";
    if (asking.row) return "a second row is asked for";
    asking.row = said.row;
    asking.row_said_by = said.ticket;
    asking.row_heard = false;
    asking.knocked = 0;
    return {};
  }
  if (*question == Question::tones) {
    if (!asking.muted) return "tones are asked of a device that is not mute";
    if (asking.tones) return "more tones are asked for";
    if (wrong_rows_ > 0) return "tones are asked for after a wrong row";
    asking.tones = said.tones;
    asking.tones_said_by = said.ticket;
    asking.row_heard = false;
    return {};
  }
  if (*question == Question::middle || *question == Question::play) return {};
  if (*question == Question::type)
    remotes_[static_cast<std::size_t>(*code_of_)].typed = true;
  for (Outstanding& o : outstanding_)
    if (o.device == *code_of_ && !o.service) o.ticket = said.ticket;
  return {};
}

std::string World::check(const Hush&, const Event&) {
  code_of_.reset();
  return {};
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

std::string World::check(const Undo&, const Event&) {
  owned_ = false;
  for (Remote& remote : remotes_) {
    if (remote.kept && remote.tentative) {
      if (!remote.heard_at) return "an act of consent is undone";
      remote.standing.admitted = remote.kept = false;
      remote.standing.leaving = remote.noted = remote.dismissed = true;
    }
    owned_ |= remote.standing.admitted;
  }
  return {};
}

std::string World::check(const Finalize&, const Event& event) {
  for (Remote& remote : remotes_) {
    if (remote.tentative && now < *remote.heard_at + 2min &&
        !std::holds_alternative<Stopped>(event))
      return "what hearing alone did is final too soon";
    remote.tentative = false;
  }
  return {};
}

std::string World::check(const Dismiss& dismiss, const Event& event) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(dismiss.device))];
  if (!consent_.has(Consent::knock) && remote.kept)
    return "a device is taken from the list";
  remote.standing.admitted = remote.kept = false;
  remote.dismissed = true;
  if (std::holds_alternative<TookAddress>(event)) {
    // It was one entry.
    remotes_[1].standing.admitted = remotes_[1].kept = false;
    remotes_[1].dismissed = true;
  }
  const bool is_empty =
      std::none_of(remotes_.begin(), remotes_.end(),
                   [](const Remote& one) { return one.standing.admitted; });
  if (dismiss.revoked && is_empty) owned_ = false;
  return {};
}

std::string World::check(const PutOnProbation& put, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(put.device))];
  if (!consent_.has(Consent::knock)) return "probation without a knock";
  remote.kept_until_noted |= remote.kept;
  remote.standing.admitted = remote.kept = remote.noted = false;
  remote.standing.leaving = true;
  remote.dismissed = true;
  remote.put_by = put.ticket;
  return {};
}

std::string World::check(const Mute& mute, const Event&) {
  if (!consent_.has(Consent::knock)) return "probation without a knock";
  if (!possible_.has(Consent::knock)) return "a mute that can't be";
  remotes_[static_cast<std::size_t>(index(mute.device))].muted = true;
  return {};
}

std::string World::check(const SetVolume& set, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(set.device))];
  if (!remote.asks || !remote.muted)
    return "the volume of a device is set that is not on probation";
  if (remote.row) return "the volume is set in the middle of a row";
  remote.level = set.volume;
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

std::string World::check(const Echo&, const Event& event) {
  if (!std::holds_alternative<Digit>(event)) return "an echo of no key";
  return {};
}

std::string World::check(const Reject& reject, const Event&) {
  if (!answered(reject.call))
    return "a call is answered twice, or one that nobody made";
  return {};
}

std::string World::check(const OpenWindow&, const Event&) {
  open_ = true;
  return {};
}

std::string World::check(const CloseWindow&, const Event&) {
  open_ = false;
  return {};
}

std::string World::check(const Admit& admit, const Event& event) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(admit.device))];
  if (!remote.standing.bonded) return "a device is admitted without a bond";
  const bool as_first = admit.consent == Consent::heard && remote.as_first;
  if (as_first && owned_) return "a second device is admitted as the first";
  if (admit.consent != Consent::passkey &&
      ((!consent_.has(admit.consent) && !as_first) ||
       !remote.acts.has(admit.consent)))
    return "a device is admitted without an act of consent";
  if (admit.consent == Consent::knock && !remote.row_heard)
    return "a row counts that was not said to its end";
  const bool answered =
      admit.consent == Consent::keypad ? remote.keyed : remote.confirmed;
  if (admit.consent != Consent::passkey && !answered)
    return "a device is admitted whose number got no yes";
  if (admit.consent == Consent::passkey &&
      (!remote.typed || remote.bonded_before ||
       !std::holds_alternative<DeviceChanged>(event)))
    return "a device is admitted that typed nothing";
  remote.heard_at.reset();
  if (admit.consent == Consent::heard) remote.heard_at = now;
  if (remote.heard_at && !admit.tentative)
    return "what hearing alone did can't be undone";
  remote.tentative = admit.tentative;
  remote.standing.admitted = true;
  remote.standing.leaving = remote.noted = false;
  owned_ = true;
  return {};
}

std::string World::check(const Trust& trust, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(trust.device))];
  if (!remote.standing.admitted || !remote.kept)
    return "a device is trusted that is not in";
  remote.standing.trusted = true;
  return {};
}

std::string World::check(const Distrust& distrust, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(distrust.device))];
  if (remote.standing.admitted && remote.standing.bonded)
    return "a device that is in loses its trust";
  remote.standing.trusted = false;
  return {};
}

std::string World::check(const Remember& remember, const Event&) {
  wrong_rows_ = remember.failures.wrong_rows;
  return {};
}

std::string World::check(const Remove& remove, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(remove.device))];
  if (remote.bonded_before && !remote.standing.leaving)
    return "a bond is removed that was there before";
  if (remote.standing.admitted) return "a device is removed that is in";
  const bool dismissed = remote.dismissed;
  remote = {};
  remote.dismissed = dismissed;
  return {};
}

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
  if (const Remote& a = remotes_[0]; step == Step::a_is_keyboard && a.muted)
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
  const unsigned wrong_rows = wrong_rows_;
  bool is_wrong_row = false;
  for (const Effect& effect : effects) {
    if (const auto* ended = std::get_if<Ended>(&effect))
      is_wrong_row |= ended->reason == Reason::wrong_knock;
    std::string broken =
        std::visit([&](const auto& e) { return check(e, event); }, effect);
    if (!broken.empty()) return broken;
  }
  if (is_wrong_row && wrong_rows_ != wrong_rows + 1)
    return "a wrong row is not remembered";
  if (const auto* asks = std::get_if<Asked>(&event)) asked(*asks, effects);
  return settled(step, cancels);
}

}  // namespace walk
