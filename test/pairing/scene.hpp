// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "pairing/pairing.hpp"

namespace scene {

using namespace pairing;
using namespace std::chrono_literals;

inline const Device phone = "/org/bluez/hci0/dev_00_AA_01_01_00_01";
inline const Device other = "/org/bluez/hci0/dev_00_AA_01_01_00_02";
inline const Standing stranger{.connected = true};
inline const Standing bonded{.bonded = true, .connected = true};
inline const Standing friendly{
    .bonded = true, .connected = true, .admitted = true};

/** An open house: hearing the code is enough for everybody. */
inline const Acts hearing{Consent::heard};

/** The row that every knock asks for: up, up, down, up, down, ... */
inline constexpr std::uint32_t row_bits = 0b0101010100101011;
inline std::uint32_t fixed_row() {
  return row_bits;
}

template <class E>
const E* find(const Effects& effects) {
  for (const Effect& effect : effects)
    if (const E* found = std::get_if<E>(&effect)) return found;
  return nullptr;
}

/** A pairing core with a clock and calls of its own, driven event by event. */
struct Scene {
  explicit Scene(Settings settings = {.consent = hearing},
                 Pairing::Random random = fixed_row)
      : core{settings, random} {}

  Effects on(const Event& event) {
    Effects effects = core.on(event, now);
    for (const Effect& effect : effects)
      if (const auto* said = std::get_if<Announce>(&effect))
        last = said->ticket;
    if (!keeps) return effects;
    const auto* admit = find<Admit>(effects);
    const auto* put = find<PutOnProbation>(effects);
    Effects kept;
    if (admit)
      kept = on(Kept{admit->device});
    else if (put)
      kept = on(OnProbation{put->ticket});
    effects.insert(effects.end(), kept.begin(), kept.end());
    return effects;
  }
  Effects later(Time time) {
    now += time;
    return on(Tick{});
  }
  Effects ask(Method method, Standing standing = stranger,
              const Device& device = phone, std::uint32_t number = 470391) {
    call = Call{++calls};
    return on(
        Asked{call, device, method, Passkey::from_number(number), standing});
  }
  Effects confirm(Standing standing = stranger, const Device& device = phone) {
    return ask(Method::request_confirmation, standing, device);
  }
  Effects service(bool audio, Standing standing, const Device& device = phone) {
    call = Call{++calls};
    return on(ServiceAsked{call, device, audio, standing});
  }
  /** The volume of a device is another, a second later. */
  Effects volume(int level, Standing standing = bonded,
                 const Device& device = phone) {
    now += 1s;
    return on(
        VolumeChanged{device, static_cast<std::uint8_t>(level), standing});
  }
  /** A volume key of a device; each press is worth eight of 127. */
  Effects press(Press press, Standing standing = bonded,
                const Device& device = phone) {
    int& level = levels[device];
    level += press == Press::up ? 8 : -8;
    return volume(level, standing, device);
  }
  /** The gesture on a phone that is in; the last press's effects. */
  Effects gesture(const Device& device = other) {
    if (!levels.contains(device)) {
      levels[device] = 64;
      volume(64, friendly, device);
    }
    now += 2s;
    press(Press::up, friendly, device);
    press(Press::down, friendly, device);
    return press(Press::up, friendly, device);
  }
  /** A stranger that knocks: bonded, muted, its volume in the middle; what the
   * row's turn brings. */
  Effects arrive() {
    confirm();
    heard();
    on(DeviceChanged{phone, bonded});
    on(Muted{phone});
    levels[phone] = 64;
    volume(64);
    return later(1500ms);
  }
  /** The same, its volume anywhere; until that has settled. */
  void arrive_at(int volume) {
    confirm();
    heard();
    on(DeviceChanged{phone, bonded});
    this->volume(volume);
    on(Muted{phone});
  }
  /** The number was said for the first time. */
  Effects said_once() { return on(SaidOnce{last}); }
  Effects heard() { return on(Heard{last}); }
  /** Ready, and the window open. */
  void open() {
    on(Started{true});
    on(Ready{});
  }

  Pairing core;
  Time now{1000};
  Call call{};  ///< the last one
  Ticket last{};
  bool keeps = true;  ///< the disk keeps our list at once
  std::uint64_t calls = 0;
  std::map<Device, int> levels{};
};

template <class E>
bool has(const Effects& effects) {
  return find<E>(effects) != nullptr;
}

inline bool says(const Effects& effects, Prompt prompt) {
  return std::any_of(effects.begin(), effects.end(), [&](const Effect& e) {
    const auto* said = std::get_if<Announce>(&e);
    return said && said->prompt == prompt;
  });
}

// By reference: s.call changes while the arguments are evaluated.
inline bool refuses(const Effects& effects, const Call& call, Reason reason) {
  const auto* no = find<Reject>(effects);
  return no && no->call == call && no->reason == reason &&
         !has<Accept>(effects);
}

inline bool accepts(const Effects& effects, const Call& call) {
  const auto* yes = find<Accept>(effects);
  return yes && yes->call == call && !has<Reject>(effects);
}

}  // namespace scene
