// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk.hpp"

#include <algorithm>
#include <utility>

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

World::World(const Start& start)
    : owned_{start.b_is_in},
      b_was_in_{start.b_is_in},
      consent_{start.consent},
      possible_{Consent::heard, Consent::key, Consent::command, Consent::owner,
                Consent::keypad} {
  remotes_[0].standing = {.bonded = start.a_is_bonded, .connected = true};
  remotes_[0].bonded_before = start.a_is_bonded;
  remotes_[1].standing.connected = true;
  if (!b_was_in_) return;
  remotes_[1].standing = {
      .bonded = true, .connected = true, .trusted = true, .admitted = true};
  remotes_[1].bonded_before = remotes_[1].kept = true;
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

/** The disk holds what was to be noted last, if anything. */
Event World::noted(int device) {
  Remote& remote = remotes_[static_cast<std::size_t>(device)];
  remote.noted = remote.put_by.has_value();
  if (remote.noted) remote.kept_until_noted = false;
  return OnProbation{remote.put_by.value_or(Ticket{})};
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

/** The music of a device begins or stops. */
Event World::toggle(int device) {
  Remote& remote = remotes_[static_cast<std::size_t>(device)];
  if (remote.plays) remote.toggled.push_back(now);
  remote.plays = !remote.plays.value_or(false);
  return Played{device == 0 ? "a" : "b", Played::Source::stream, *remote.plays};
}

bool World::has_answered(const Remote& remote) const {
  for (unsigned slot = 0; slot < 7; ++slot) {
    const Time begin = now - (7 - slot) * Time{4600};
    const auto in_slot = std::count_if(
        remote.toggled.begin(), remote.toggled.end(),
        [&](Time at) { return at >= begin && at < begin + Time{4600}; });
    if (in_slot != (remote.tones->at(slot) ? 1 : 0)) return false;
  }
  return true;
}

/** Somebody does an act; it counts for whoever asks, where the room knows it.
 */
void World::act(Consent act) {
  for (Remote& remote : remotes_)
    if (remote.asks && remote.told) remote.acts.add(act);
}

/** What the daemon tells a new core, and what became of the world without one.
 */
std::vector<Event> World::started_anew(bool power_on) {
  outstanding_.clear();
  code_of_.reset();
  open_ = quiet_ = false;
  ready_ = was_killed_ = true;
  starting_ = remotes_.size();
  bool any_tentative = false;
  for (Remote& remote : remotes_) {
    Standing standing = remote.standing;
    standing.connected &= !power_on;
    standing.admitted = remote.kept || remote.kept_until_noted;
    standing.leaving = remote.noted;
    Remote anew{.standing = standing, .bonded_before = remote.bonded_before};
    anew.kept = standing.admitted;
    anew.noted = anew.muted = remote.noted;
    anew.dismissed = remote.dismissed;
    anew.heard_at = remote.heard_at;
    anew.tentative = remote.tentative;
    any_tentative |= anew.kept && anew.tentative;
    anew.level = remote.level;
    remote = anew;
  }
  told_owned_ = owned_;
  std::vector<Event> result{Listed{owned_}};
  if (any_tentative) result.emplace_back(Tentative{power_on});
  for (const Event& event :
       {Event{Started{power_on}}, Event{Possible{possible_}}, Event{Ready{}}})
    result.push_back(event);
  return result;
}

std::vector<Event> World::events(Step step) {
  if (step == Step::killed || step == Step::plug)
    return started_anew(step == Step::plug);
  if (step != Step::types_6) return {event(step)};
  std::vector<Event> result(6, Digit{6});
  result.push_back(Enter{});
  return result;
}

std::optional<Event> World::news() {
  if (std::exchange(told_owned_, owned_) != owned_) return Listed{owned_};
  // BlueZ shows its devices last.
  if (starting_ > 0) return changed(static_cast<int>(--starting_));
  return std::nullopt;
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
    case Step::a_is_kept:
      remotes_[0].kept |= remotes_[0].standing.admitted;
      return Kept{"a"};
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
    case Step::killed:
    case Step::plug:
      break;
    case Step::a_up:
      return press(0, Press::up);
    case Step::a_down:
      return press(0, Press::down);
    case Step::a_toggles:
      return toggle(0);
    case Step::slot:
      now += 4600ms;
      return Tick{};
    case Step::seconds_12:
      now += 12s;
      return Tick{};
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
    case Step::a_is_trusted:
      remotes_[0].standing.trusted = true;
      return changed(0);
    case Step::b_bonds:
      remotes_[1].standing.bonded = remotes_[1].standing.connected = true;
      return changed(1);
    case Step::b_is_kept:
      remotes_[1].kept |= remotes_[1].standing.admitted;
      return Kept{"b"};
    case Step::said_once:
      return SaidOnce{last_};
    case Step::a_is_noted:
      return noted(0);
    case Step::b_is_noted:
      return noted(1);
    case Step::a_takes_b_address:
      // Both are one entry of our list now.
      remotes_[0].standing.admitted = remotes_[1].standing.admitted;
      return TookAddress{"a"};
    case Step::a_is_keyboard:
      remotes_[0].standing.is_keyboard = true;
      return changed(0);
  }
  return Stopped{};
}

}  // namespace walk
