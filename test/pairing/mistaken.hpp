// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "pairing/pairing.hpp"

/** Cores that make one mistake each. */
namespace mistaken {

using namespace pairing;

/** The core with one of the mistakes that matter most. */
struct AcceptsEarly : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    const auto* asked = std::get_if<Asked>(&event);
    if (asked && asked->method == Method::request_confirmation && is_open())
      effects.emplace_back(Accept{asked->call});
    return effects;
  }
};

struct AnswersTwice : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    Effects again = effects;
    for (const Effect& effect : again)
      if (std::holds_alternative<Reject>(effect)) effects.push_back(effect);
    return effects;
  }
};

struct ForgetsOnCancel : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    if (std::holds_alternative<Cancelled>(event)) return {};
    return Pairing::on(event, now);
  }
};

/** The core with the mistakes that consent invites. */
struct TrustsTheNeighbour : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    const auto* changed = std::get_if<DeviceChanged>(&event);
    if (changed && changed->standing.bonded && !changed->standing.admitted &&
        asking() && *asking() == changed->device)
      effects.emplace_back(Admit{changed->device, Consent::knock});
    return effects;
  }
};

/** The core that tells of an admission as soon as it is decided. */
struct TellsEarly : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    for (const Effect& effect : Effects{effects})
      if (const auto* admit = std::get_if<Admit>(&effect))
        effects.emplace_back(Ended{admit->device, {}, admit->consent});
    return effects;
  }
};

/** The core that leaves out one kind of effect. */
template <class Missing>
struct Without : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    std::erase_if(effects, [](const Effect& effect) {
      return std::holds_alternative<Missing>(effect);
    });
    return effects;
  }
};

/** It takes another program's word. */
using LeavesTrust = Without<Distrust>;
/** It has no memory for wrong rows. */
using ForgetsRows = Without<Remember>;

/** The core that lets whoever asks cost a phone that is in its trust. */
struct DistrustsWhoAsks : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    if (const auto* asked = std::get_if<Asked>(&event))
      effects.emplace_back(Distrust{asked->device});
    return effects;
  }
};

/** The core that never hears that somebody is in. */
struct TakesAllAsFirst : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    if (std::holds_alternative<Listed>(event))
      return Pairing::on(Listed{false}, now);
    return Pairing::on(event, now);
  }
};

/** The core for which each number counts as said as soon as it is begun. */
struct HearsTooSoon : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    for (const Effect& effect : Effects{effects})
      if (const auto* said = std::get_if<Announce>(&effect))
        Pairing::on(SaidOnce{said->ticket}, now);
    return effects;
  }
};

/** The core that waits for no disk before its yes for now. */
struct AcceptsUnnoted : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    for (const Effect& effect : Effects{effects})
      if (const auto* put = std::get_if<PutOnProbation>(&effect))
        for (Effect& more : Pairing::on(OnProbation{put->ticket}, now))
          effects.push_back(std::move(more));
    return effects;
  }
};

/** The core that does not read who is to be removed. */
struct SparesTheLeaving : Pairing {
  using Pairing::Pairing;
  Effects on(Event event, Time now) {
    if (auto* changed = std::get_if<DeviceChanged>(&event))
      changed->standing.leaving = false;
    return Pairing::on(event, now);
  }
};

/** The core that does not read how often rows were wrong. */
struct BeginsAnew : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    if (std::holds_alternative<Failures>(event)) return {};
    return Pairing::on(event, now);
  }
};

/** The core that sets no timer. */
struct NeverTicks : Pairing {
  using Pairing::Pairing;
  static std::optional<Time> deadline() { return std::nullopt; }
};

/** The core whose timer goes off, and goes off, and goes off. */
struct TicksInVain : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    if (std::holds_alternative<Tick>(event)) return {};
    return Pairing::on(event, now);
  }
};

}  // namespace mistaken
