// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk.hpp"

#include <algorithm>

namespace walk {

using namespace std::chrono_literals;

std::vector<Step> usual_steps() {
  std::vector<Step> result;
  for (int i = 0; i <= static_cast<int>(Step::stop); ++i)
    result.push_back(static_cast<Step>(i));
  return result;
}

std::vector<Step> usual_steps_and(std::initializer_list<Step> more) {
  std::vector<Step> result = usual_steps();
  result.insert(result.end(), more);
  return result;
}

World::World(bool a_is_bonded, Acts consent)
    : consent_{consent},
      possible_{Consent::heard, Consent::key, Consent::command, Consent::owner,
                Consent::keypad} {
  remotes_[0].standing = {.bonded = a_is_bonded, .connected = true};
  remotes_[0].bonded_before = a_is_bonded;
  remotes_[1].standing = {
      .bonded = true, .connected = true, .trusted = true, .admitted = true};
  remotes_[1].bonded_before = true;
}

Event World::ask(int device, Method method, std::uint32_t number) {
  Remote& remote = remotes_[static_cast<std::size_t>(device)];
  remote.standing.connected = true;
  const Call call{++calls_};
  outstanding_.push_back({call, method, false, false, false, device, now, {}});
  return Asked{call, device == 0 ? "a" : "b", method,
               Passkey::from_number(number), remote.standing};
}

Event World::service(int device, bool audio) {
  const Call call{++calls_};
  outstanding_.push_back({call, {}, true, audio, false, device, now, {}});
  return ServiceAsked{call, device == 0 ? "a" : "b", audio,
                      remotes_[static_cast<std::size_t>(device)].standing};
}

Event World::changed(int device) {
  return DeviceChanged{device == 0 ? "a" : "b",
                       remotes_[static_cast<std::size_t>(device)].standing};
}

/** A volume key of a device, two seconds after whatever was before. */
Event World::press(int device, Press press) {
  Remote& remote = remotes_[static_cast<std::size_t>(device)];
  now += 2s;
  remote.level += press == Press::up ? 8 : -8;
  constexpr std::array gesture{Press::up, Press::down, Press::up};
  remote.gesture = press == gesture[remote.gesture] ? remote.gesture + 1
                   : press == Press::up             ? 1
                                                    : 0;
  if (remote.gesture == gesture.size()) {
    remote.gesture = 0;
    if (remote.standing.admitted) act(Consent::owner);
  }
  if (remote.row && press == remote.row->at(remote.knocked) &&
      ++remote.knocked == remote.row->length())
    remote.acts.add(Consent::knock);
  return VolumeChanged{device == 0 ? "a" : "b",
                       static_cast<std::uint8_t>(remote.level),
                       remote.standing};
}

/** Somebody does an act; it counts for whoever asks. */
void World::act(Consent act) {
  for (Remote& remote : remotes_)
    if (remote.asks) remote.acts.add(act);
}

std::vector<Event> World::events(Step step) {
  if (step != Step::types_6) return {event(step)};
  std::vector<Event> result(6, Digit{6});
  result.push_back(Enter{});
  return result;
}

Event World::event(Step step) {
  switch (step) {
    case Step::a_confirms:
      return ask(0, Method::request_confirmation, 1);
    case Step::b_confirms:
      return ask(1, Method::request_confirmation, 1);
    case Step::a_shows_1:
      return ask(0, Method::display_passkey, 1);
    case Step::a_shows_2:
      return ask(0, Method::display_passkey, 2);
    case Step::b_shows_1:
      return ask(1, Method::display_passkey, 1);
    case Step::a_just_works:
      return ask(0, Method::request_authorization, 1);
    case Step::a_audio:
      return service(0, true);
    case Step::b_audio:
      return service(1, true);
    case Step::b_keyboard:
      return service(1, false);
    case Step::heard:
      return Heard{last_};
    case Step::heard_older:
      return Heard{Ticket{static_cast<std::uint64_t>(last_) - 1}};
    case Step::speech_fails:
      return SpeechFailed{last_};
    case Step::cancel:
      return Cancelled{};
    case Step::a_bonds:
      remotes_[0].standing.bonded = remotes_[0].standing.connected = true;
      return changed(0);
    case Step::a_leaves:
      remotes_[0].standing.connected = false;
      return changed(0);
    case Step::a_is_gone: {
      const bool asks = remotes_[0].asks;
      remotes_[0] = {};
      remotes_[0].asks = asks;
      return DeviceGone{"a"};
    }
    case Step::b_leaves:
      remotes_[1].standing.connected = false;
      return changed(1);
    case Step::bluez_goes:
      ready_ = false;
      return Unready{};
    case Step::bluez_comes:
      ready_ = true;
      return Ready{};
    case Step::seconds_25:
      now += 25s;
      return Tick{};
    case Step::minutes_3:
      now += 3min;
      return Tick{};
    case Step::stop:
      return Stopped{};
    case Step::key_yes:
      act(Consent::key);
      return Yes{Consent::key};
    case Step::key_open:
      return Open{Consent::key, std::nullopt};
    case Step::says_no:
      return No{};
    case Step::shuts:
      return Close{};
    case Step::b_up:
      return press(1, Press::up);
    case Step::b_down:
      return press(1, Press::down);
    case Step::a_asks_passkey:
      return ask(0, Method::request_passkey, 1'000'000);
    case Step::types_6:
      break;
    case Step::a_up:
      return press(0, Press::up);
    case Step::a_down:
      return press(0, Press::down);
    case Step::a_is_muted:
      return Muted{"a"};
    case Step::a_is_heard:
      return NotMuted{"a"};
    case Step::settles:
      now += 1500ms;
      return Tick{};
    case Step::bluealsa_goes:
      possible_ = possible_.without(Consent::knock);
      return Possible{possible_};
    case Step::bluealsa_comes:
      possible_.add(Consent::knock);
      return Possible{possible_};
    case Step::quiet:
      quiet_ = true;
      return Quiet{true};
    case Step::loud:
      quiet_ = false;
      return Quiet{false};
  }
  return Stopped{};
}

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
  switch (said.prompt) {
    case Prompt::compare:
    case Prompt::type:
      if (!said.passkey) return "a number is said that is none";
      break;
    case Prompt::keypad:
    case Prompt::wants_in:
    case Prompt::middle:
    case Prompt::knock:
      if (said.passkey) return "a number is said that nobody is to know";
      break;
    case Prompt::opened:
    case Prompt::closed:
    case Prompt::locked:
    case Prompt::paired:
    case Prompt::let_in:
    case Prompt::forgotten:
      code_of_.reset();
      return {};
  }
  if (!open_) return "a request is said while the window is shut";
  if (!ready_) return "a request is said without BlueZ";
  if (code_of_ && *code_of_ != index(said.device))
    return "a request is said over another";
  code_of_ = index(said.device);
  Remote& asking = remotes_[static_cast<std::size_t>(*code_of_)];
  if (said.prompt == Prompt::knock) {
    if (!asking.muted) return "a knock is asked of a device that is not mute";
    if (asking.row) return "a second row is asked for";
    asking.row = said.row;
    asking.knocked = 0;
    return {};
  }
  if (said.prompt == Prompt::middle) return {};
  asking.asks = true;
  asking.acts = {};
  if (said.prompt == Prompt::type)
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
  if ((remote.acts & consent_).empty() && !remote.muted)
    return "a yes without an act of consent";
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

std::string World::check(const Dismiss& dismiss, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(dismiss.device))];
  if (!consent_.has(Consent::knock)) return "a device is taken from the list";
  remote.standing.admitted = false;
  remote.dismissed = true;
  return {};
}

std::string World::check(const Mute& mute, const Event&) {
  if (!consent_.has(Consent::knock)) return "probation without a knock";
  if (!possible_.has(Consent::knock)) return "a mute that can't be";
  remotes_[static_cast<std::size_t>(index(mute.device))].muted = true;
  return {};
}

std::string World::check(const Ended& ended, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(ended.device))];
  if (!remote.asks) return "a request ends that was none";
  remote.asks = false;
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
  if (admit.consent != Consent::passkey &&
      (!consent_.has(admit.consent) || !remote.acts.has(admit.consent)))
    return "a device is admitted without an act of consent";
  const bool answered =
      admit.consent == Consent::keypad ? remote.keyed : remote.confirmed;
  if (admit.consent != Consent::passkey && !answered)
    return "a device is admitted whose number got no yes";
  if (admit.consent == Consent::passkey &&
      (!remote.typed || remote.bonded_before ||
       !std::holds_alternative<DeviceChanged>(event)))
    return "a device is admitted that typed nothing";
  remote.standing.admitted = true;
  remote.muted = false;
  return {};
}

std::string World::check(const Trust& trust, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(trust.device))];
  if (!remote.standing.admitted) return "a device is trusted that is not in";
  remote.standing.trusted = true;
  return {};
}

std::string World::check(const Distrust& distrust, const Event&) {
  remotes_[static_cast<std::size_t>(index(distrust.device))].standing.trusted =
      false;
  return {};
}

std::string World::check(const Remove& remove, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(remove.device))];
  if (remote.bonded_before && !remote.muted)
    return "a bond is removed that was there before";
  if (remote.standing.admitted) return "a device is removed that is in";
  const bool dismissed = remote.dismissed;
  remote = {};
  remote.dismissed = dismissed;
  return {};
}

std::string World::settled(Step step) const {
  if (outstanding_.size() > 1) return "two calls wait for an answer";
  for (const Outstanding& call : outstanding_) {
    if (call.service) return "a service waits for its answer";
    if (now - call.since >= 25s) return "a call waited for 25 seconds";
  }
  // BlueZ cancels what it waits for; on probation it waits for nothing.
  const bool cancelled = step == Step::cancel && !remotes_[0].muted;
  const bool over = cancelled || step == Step::bluez_goes || step == Step::stop;
  if (over && !outstanding_.empty()) return "a call is left without an answer";
  if (over && code_of_) return "a number is said after it was over";
  const bool a_over = step == Step::a_is_gone || step == Step::a_leaves;
  if (a_over && code_of_ == 0) return "a number is said to nobody";
  for (const Remote& remote : remotes_)
    if (remote.muted && remote.standing.bonded && !remote.asks)
      return "a device on probation is left as it is";
  if (remotes_[1].dismissed) return {};
  const Standing& b = remotes_[1].standing;
  if (!b.admitted || !b.bonded) return "an admitted device is out";
  if (!asking(1) && code_of_ != 1 && !b.trusted && step == Step::stop)
    return "an admitted device has lost its trust";
  return {};
}

std::string World::take(Step step, const Event& event, const Effects& effects) {
  if (const auto* heard = std::get_if<Heard>(&event)) {
    for (Outstanding& o : outstanding_) o.heard |= o.ticket == heard->ticket;
    if (heard->ticket == last_) code_of_.reset();
  }
  for (const Effect& effect : effects) {
    std::string broken =
        std::visit([&](const auto& e) { return check(e, event); }, effect);
    if (!broken.empty()) return broken;
  }
  return settled(step);
}

}  // namespace walk
