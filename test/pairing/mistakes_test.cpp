// SPDX-License-Identifier: GPL-3.0-or-later
// The walk finds the mistakes that matter most: cores that make one, and the
// promise that it breaks.
#include "pairing/pairing.hpp"
#include "test/pairing/walk/walk.hpp"
#include "test/support/catch.hpp"

using namespace pairing;
using walk::Step;

namespace {

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

using Steps = std::vector<Step>;

std::uint32_t fixed() {
  return 0b01011;  // up, up, down, up, down, down
}

/** The promise that `Mistaken` breaks within so many steps. */
template <class Mistaken>
std::string broken(Acts consent, Steps prefix, const Steps& steps, int depth,
                   bool b_is_in = true) {
  const Settings settings{
      .open_at = Opening::power_on, .consent = consent, .trust = true};
  return walk::walk_from_power_on(Mistaken{settings, fixed},
                                  {.consent = consent,
                                   .prefix = std::move(prefix),
                                   .b_is_in = b_is_in},
                                  steps, depth)
      .broken;
}

}  // namespace

TEST_CASE("the walk catches a core for which nobody is ever in") {
  CHECK(broken<TakesAllAsFirst>({Consent::command},
                                {Step::b_confirms, Step::heard, Step::b_bonds,
                                 Step::b_is_kept, Step::key_open},
                                {Step::a_confirms, Step::heard, Step::a_bonds},
                                3, false) == "a yes without an act of consent");
}

TEST_CASE("the walk catches an act that was meant for somebody else") {
  CHECK(broken<HearsTooSoon>({Consent::key}, {Step::a_confirms},
                             {Step::key_yes, Step::heard, Step::says_no},
                             3) == "a yes without an act of consent");
}

TEST_CASE("the walk catches a wrong row that is forgotten") {
  CHECK(broken<ForgetsRows>(
            {Consent::knock},
            {Step::a_confirms, Step::heard, Step::a_is_noted, Step::a_bonds,
             Step::a_is_muted, Step::a_up, Step::settles},
            {Step::a_up, Step::a_down}, 2) == "a wrong row is not remembered");
}

TEST_CASE("the walk catches a yes for now that a restart would forget") {
  CHECK(broken<AcceptsUnnoted>({Consent::knock}, {Step::a_confirms},
                               {Step::heard, Step::a_is_noted}, 1) ==
        "a yes for now that a restart would forget");
}

TEST_CASE("the walk catches a probation that is forgotten in a restart") {
  CHECK(broken<SparesTheLeaving>(
            {Consent::knock},
            {Step::a_confirms, Step::heard, Step::a_is_noted, Step::a_bonds},
            {Step::killed}, 1) == "a device on probation is left as it is");
}

TEST_CASE("the walk catches a power cut that undoes nothing") {
  CHECK(broken<Without<Undo>>({Consent::heard}, {},
                              {Step::a_confirms, Step::heard, Step::a_bonds,
                               Step::a_is_kept, Step::plug},
                              5) == "what hearing alone did outlives the plug");
}

TEST_CASE("the walk catches a yes that comes before its sound") {
  CHECK(broken<AcceptsEarly>({Consent::heard}, {}, walk::usual_steps(), 3) ==
        "a yes before its sound");
}

TEST_CASE("the walk catches a call that is answered twice") {
  CHECK(broken<AnswersTwice>({Consent::heard}, {}, walk::usual_steps(), 3) ==
        "a call is answered twice, or one that nobody made");
}

TEST_CASE("the walk catches a Cancel that is forgotten") {
  CHECK(broken<ForgetsOnCancel>({Consent::heard}, {}, walk::usual_steps(), 3) ==
        "a call is left without an answer");
}

TEST_CASE("the walk catches a phone that is told to be in before it is kept") {
  CHECK(broken<TellsEarly>({Consent::heard}, {}, walk::usual_steps(), 3) ==
        "a device is told to be in before that is kept");
}

TEST_CASE("the walk catches a bond that is taken for a knock") {
  CHECK(broken<TrustsTheNeighbour>({Consent::knock}, {}, walk::usual_steps(),
                                   3) ==
        "a device is admitted without an act of consent");
}

TEST_CASE("the walk catches a trust that nobody here gave") {
  CHECK(broken<LeavesTrust>({Consent::heard}, {},
                            walk::usual_steps_and({Step::a_is_trusted}), 3) ==
        "a device that is not in keeps another program's trust");
}

TEST_CASE("the walk catches a request that costs an owner's phone its trust") {
  CHECK(broken<DistrustsWhoAsks>({Consent::heard}, {}, {Step::b_confirms}, 1) ==
        "a device that is in loses its trust");
}
