// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk.hpp"

#include <algorithm>

namespace walk {

using namespace std::chrono_literals;

World::World(bool a_is_bonded) {
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
  outstanding_.push_back({call, method, false, false, device, now, {}});
  return Asked{call, device == 0 ? "a" : "b", method,
               Passkey::from_number(number), remote.standing};
}

Event World::service(int device, bool audio) {
  const Call call{++calls_};
  outstanding_.push_back({call, {}, true, audio, device, now, {}});
  return ServiceAsked{call, device == 0 ? "a" : "b", audio,
                      remotes_[static_cast<std::size_t>(device)].standing};
}

Event World::changed(int device) {
  return DeviceChanged{device == 0 ? "a" : "b",
                       remotes_[static_cast<std::size_t>(device)].standing};
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
    case Step::a_is_gone:
      remotes_[0] = {};
      return DeviceGone{"a"};
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
  if (said.prompt != Prompt::compare && said.prompt != Prompt::type) {
    code_of_.reset();
    return {};
  }
  if (!open_) return "a number is said while the window is shut";
  if (!ready_) return "a number is said without BlueZ";
  if (code_of_) return "a number is said over another";
  if (!said.passkey) return "a number is said that is none";
  code_of_ = index(said.device);
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
    if (!remote.standing.admitted || !remote.standing.bonded)
      return "a service is authorised for a device that is not in";
    if (!call->audio) return "a service is authorised that is no audio";
    if (asking(call->device)) return "a service is authorised while asking";
    return {};
  }
  if (call->method == Method::display_passkey) return {};
  if (call->method != Method::request_confirmation)
    return "a yes to a method without a number";
  if (!open_) return "a yes while the window is shut";
  const auto* heard = std::get_if<Heard>(&event);
  if (!heard || heard->ticket != call->ticket) return "a yes before its sound";
  remote.confirmed = true;
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
  if (admit.consent == Consent::heard && !remote.confirmed)
    return "a device is admitted whose number got no yes";
  if (admit.consent == Consent::passkey &&
      (!remote.typed || remote.bonded_before ||
       !std::holds_alternative<DeviceChanged>(event)))
    return "a device is admitted that typed nothing";
  remote.standing.admitted = true;
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
  if (remote.bonded_before) return "a bond is removed that was there before";
  if (remote.standing.admitted) return "a device is removed that is in";
  remote = {};
  return {};
}

std::string World::settled(Step step) const {
  if (outstanding_.size() > 1) return "two calls wait for an answer";
  for (const Outstanding& call : outstanding_) {
    if (call.service) return "a service waits for its answer";
    if (now - call.since >= 25s) return "a call waited for 25 seconds";
  }
  const bool over =
      step == Step::cancel || step == Step::bluez_goes || step == Step::stop;
  if (over && !outstanding_.empty()) return "a call is left without an answer";
  if (over && code_of_) return "a number is said after it was over";
  const bool a_over = step == Step::a_is_gone || step == Step::a_leaves;
  if (a_over && code_of_ == 0) return "a number is said to nobody";
  const Standing& b = remotes_[1].standing;
  if (!b.admitted || !b.bonded) return "an admitted device is out";
  if (!asking(1) && code_of_ != 1 && !b.trusted && step == Step::stop)
    return "an admitted device has lost its trust";
  return {};
}

std::string World::take(Step step, const Event& event, const Effects& effects) {
  for (const Effect& effect : effects) {
    std::string broken =
        std::visit([&](const auto& e) { return check(e, event); }, effect);
    if (!broken.empty()) return broken;
  }
  return settled(step);
}

}  // namespace walk
