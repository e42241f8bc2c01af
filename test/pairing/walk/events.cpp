// SPDX-License-Identifier: GPL-3.0-or-later
// What each step brings.
#include <utility>

#include "test/pairing/walk/world.hpp"

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

Time World::length(Step step) {
  switch (step) {
    case Step::seconds_25:
      return 25s;
    case Step::minutes_3:
      return 3min;
    case Step::seconds_12:
      return 12s;
    case Step::slot:
      return 4600ms;
    case Step::settles:
      return 1500ms;
    case Step::a_up:
    case Step::a_down:
    case Step::b_up:
    case Step::b_down:
      return 2s;
    default:
      return 0s;
  }
}

bool World::is_pause(Step step) {
  return step == Step::seconds_25 || step == Step::minutes_3 ||
         step == Step::seconds_12 || step == Step::slot ||
         step == Step::settles;
}

std::vector<Event> World::events(Step step) {
  if (is_pause(step)) return {};
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
    case Step::seconds_25:
    case Step::minutes_3:
    case Step::slot:
    case Step::seconds_12:
    case Step::settles:
      break;
    case Step::a_up:
      return press(0, Press::up);
    case Step::a_down:
      return press(0, Press::down);
    case Step::a_toggles:
      return toggle(0);
    case Step::a_is_muted:
      return Muted{"a"};
    case Step::a_is_heard:
      return NotMuted{"a"};
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
