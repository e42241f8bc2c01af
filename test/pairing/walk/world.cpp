// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk/world.hpp"

#include <algorithm>
#include <array>

namespace walk {

using namespace std::chrono_literals;

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

/** A volume key of a device; at an end of the scale it changes nothing. */
Event World::press(int device, Press press) {
  Remote& remote = remotes_[static_cast<std::size_t>(device)];
  const int before = remote.level;
  remote.level = std::clamp(before + (press == Press::up ? 8 : -8), 0, 127);
  if (remote.level != before) pressed(remote, press);
  return VolumeChanged{device == 0 ? "a" : "b",
                       static_cast<std::uint8_t>(remote.level),
                       remote.standing};
}

/** One that can be seen. */
void World::pressed(Remote& remote, Press press) {
  constexpr std::array gesture{Press::up, Press::down, Press::up};
  remote.gesture = press == gesture[remote.gesture] ? remote.gesture + 1
                   : press == Press::up             ? 1
                                                    : 0;
  if (remote.gesture == gesture.size()) {
    // Its last press may be another's first: of these the box has not seen them
    // all, where it did not know the volume before.
    remote.gesture = 1;
    if (remote.standing.admitted) act(Consent::owner);
  }
  if (remote.row && press == remote.row->at(remote.knocked) &&
      ++remote.knocked == remote.row->length())
    remote.acts.add(Consent::knock);
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
  shuts_at_.reset();
  final_at_.reset();
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
    // A mute is the daemon's own, and ends with it: who is noted is removed.
    anew.noted = remote.noted;
    anew.dismissed = remote.dismissed;
    anew.heard_at = remote.heard_at;
    anew.tentative = remote.tentative;
    any_tentative |= anew.kept && anew.tentative;
    anew.level = remote.level;
    remote = anew;
  }
  told_owned_ = owned_;
  std::vector<Event> result{Listed{owned_}};
  if (any_tentative) {
    result.emplace_back(Tentative{power_on});
    if (!power_on) final_at_ = now + 2min;
  }
  for (const Event& event : {Event{failures_}, Event{Started{power_on}},
                             Event{Possible{possible_}}, Event{Ready{}}})
    result.push_back(event);
  return result;
}

}  // namespace walk
