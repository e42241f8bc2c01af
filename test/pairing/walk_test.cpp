// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk/walk.hpp"

#include "pairing/pairing.hpp"
#include "test/support/catch.hpp"

using namespace pairing;

namespace {

// Sanitizers take ten times as long; GCC and Clang tell of them in their own
// ways.
#if defined(__has_feature)
#define EARSHOT_SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define EARSHOT_SANITIZED 1
#else
#define EARSHOT_SANITIZED 0
#endif
constexpr int depth = EARSHOT_SANITIZED ? 4 : 5;

const Settings usual{
    .open_at = Opening::power_on, .consent = {Consent::heard}, .trust = true};

/** What a walk is made with. */
struct Configured {
  Acts consent;
  std::vector<walk::Step> steps;
  std::vector<walk::Step> prefix;
};

std::uint32_t fixed() {
  return 0b01011;  // up, up, down, up, down, down
}

/** The core, and whether it let anybody in. */
struct Watched : Pairing {
  using Pairing::Pairing;
  Effects on(const Event& event, Time now) {
    Effects effects = Pairing::on(event, now);
    for (const Effect& effect : effects)
      admits |= std::holds_alternative<Admit>(effect);
    return effects;
  }
  bool admits = false;
};

std::string trail(const walk::Result& result) {
  std::string text;
  for (const walk::Step step : result.trail)
    text += " " + std::to_string(static_cast<int>(step));
  return text;
}

}  // namespace

TEST_CASE("no order of events breaks a promise") {
  const bool a_is_bonded = GENERATE(false, true);
  const Opening open_at = GENERATE(Opening::power_on, Opening::always);
  Settings settings = usual;
  settings.open_at = open_at;
  const walk::Result result = walk::walk_from_power_on(
      Pairing{settings, fixed}, {.a_is_bonded = a_is_bonded},
      walk::usual_steps(), depth);
  INFO("steps:" << trail(result));
  CHECK(result.broken == "");
  CHECK(result.visited > 200'000);
}

TEST_CASE("no order of events admits or serves without an act of consent") {
  using walk::Step;
  const std::vector<Step> to_row{
      Step::a_confirms, Step::heard,      Step::a_is_noted,
      Step::a_bonds,    Step::a_is_muted, Step::a_up,
      Step::settles,    Step::heard,      Step::a_up};
  const std::vector<Step> to_restart{Step::a_confirms, Step::heard,
                                     Step::a_is_noted, Step::killed,
                                     Step::key_open};
  const std::vector<Step> to_last_press{
      Step::a_confirms, Step::heard,  Step::a_is_noted, Step::a_bonds,
      Step::a_is_muted, Step::a_up,   Step::settles,    Step::a_up,
      Step::a_up,       Step::a_down, Step::a_up,       Step::a_down};
  // Its first and its fifth slot begin with a tone.
  const std::vector<Step> to_last_slot{
      Step::a_confirms, Step::heard,      Step::a_is_noted, Step::a_bonds,
      Step::a_is_muted, Step::seconds_12, Step::settles,    Step::heard,
      Step::seconds_12, Step::a_toggles,  Step::a_toggles,  Step::slot,
      Step::slot,       Step::slot,       Step::slot,       Step::a_toggles,
      Step::slot,       Step::slot};
  const auto [consent, steps, prefix] = GENERATE_REF(
      Configured{
          {Consent::key, Consent::owner},
          walk::usual_steps_and({Step::key_yes, Step::key_open, Step::says_no,
                                 Step::shuts, Step::b_up, Step::b_down,
                                 Step::quiet, Step::loud, Step::said_once}),
          {}},
      Configured{
          {Consent::heard},
          walk::usual_steps_and({Step::a_is_trusted, Step::killed, Step::plug}),
          {}},
      Configured{{Consent::owner},
                 walk::usual_steps_and({Step::b_up, Step::b_down}),
                 {Step::a_confirms, Step::heard, Step::b_up}},
      Configured{{Consent::keypad},
                 walk::usual_steps_and({Step::a_asks_passkey, Step::types_6,
                                        Step::key_yes, Step::says_no}),
                 {}},
      Configured{{Consent::knock},
                 walk::usual_steps_and(
                     {Step::a_is_noted, Step::a_is_muted, Step::a_is_heard,
                      Step::a_up, Step::settles, Step::bluealsa_goes,
                      Step::bluealsa_comes, Step::quiet, Step::a_is_keyboard,
                      Step::a_takes_b_address, Step::killed}),
                 {}},
      // One that was on probation asks as anybody, or comes back with a bond.
      Configured{{Consent::knock},
                 {Step::a_confirms, Step::heard, Step::a_is_noted,
                  Step::a_bonds, Step::a_is_muted, Step::a_is_keyboard,
                  Step::a_audio, Step::b_audio, Step::killed},
                 to_restart},
      // One that is in asks anew, and has to prove itself.
      Configured{{Consent::knock},
                 walk::usual_steps_and({Step::b_is_noted, Step::killed}),
                 {Step::b_confirms, Step::heard}},
      Configured{{Consent::knock},
                 walk::usual_steps_and({Step::a_up, Step::a_down, Step::settles,
                                        Step::says_no, Step::bluealsa_goes}),
                 to_row},
      Configured{{Consent::knock},
                 walk::usual_steps_and({Step::a_up, Step::a_down}),
                 to_last_press},
      Configured{{Consent::knock, Consent::key},
                 {Step::a_up, Step::a_down, Step::key_yes, Step::a_audio,
                  Step::cancel, Step::a_leaves, Step::a_is_heard, Step::stop,
                  Step::seconds_25, Step::a_confirms},
                 to_row},
      Configured{{Consent::knock},
                 walk::usual_steps_and({Step::a_toggles, Step::slot, Step::a_up,
                                        Step::says_no, Step::a_is_heard,
                                        Step::bluealsa_goes}),
                 to_last_slot});
  Settings settings = usual;
  settings.consent = consent;
  settings.just_works = GENERATE(false, true);
  const walk::Result result = walk::walk_from_power_on(
      Pairing{settings, fixed}, {.consent = consent, .prefix = prefix}, steps,
      steps.size() < 12 ? depth + 1 : depth - 1);
  INFO("steps:" << trail(result));
  CHECK(result.broken == "");
  CHECK(result.visited > 10'000);
}

TEST_CASE("no order of events admits a second device as the first") {
  using walk::Step;
  const std::vector<Step> first_is_in{Step::b_confirms, Step::heard,
                                      Step::b_bonds};
  const auto [consent, steps, prefix] = GENERATE_REF(
      Configured{{Consent::command},
                 walk::usual_steps_and(
                     {Step::b_bonds, Step::b_is_kept, Step::key_open}),
                 {}},
      // The plug makes a new box of it, and nothing else does.
      Configured{
          {Consent::command},
          walk::usual_steps_and({Step::killed, Step::plug}),
          {Step::b_confirms, Step::heard, Step::b_bonds, Step::b_is_kept}},
      Configured{
          {Consent::key, Consent::knock},
          walk::usual_steps_and({Step::b_bonds, Step::b_is_kept, Step::key_open,
                                 Step::key_yes, Step::a_is_noted,
                                 Step::a_is_muted, Step::killed}),
          first_is_in});
  Settings settings = usual;
  settings.consent = consent;
  settings.first_heard = true;
  const walk::Result result = walk::walk_from_power_on(
      Pairing{settings, fixed},
      {.consent = consent, .prefix = prefix, .b_is_in = false}, steps,
      depth - 1);
  INFO("steps:" << trail(result));
  CHECK(result.broken == "");
  CHECK(result.visited > 10'000);
}

TEST_CASE("the walk reaches an admission by each act") {
  using walk::Step;
  const auto admits = [](Acts consent, const std::vector<Step>& way) {
    Settings settings = usual;
    settings.consent = consent;
    const Watched fresh{settings, fixed};
    Watched machine = fresh;
    walk::World world{{.consent = consent}};
    for (const Event& event : {Event{Started{true}}, Event{Ready{}}})
      CHECK(world.perform(Step::bluez_comes, event,
                          machine.on(event, world.now)) == "");
    std::vector<Step> steps{Step::bluealsa_comes};
    steps.insert(steps.end(), way.begin(), way.end());
    for (const Step step : steps)
      CHECK(walk::perform(machine, world, step, fresh) == "");
    return machine.admits;
  };
  CHECK(
      admits({Consent::heard}, {Step::a_confirms, Step::heard, Step::a_bonds}));
  CHECK(admits({Consent::key},
               {Step::a_confirms, Step::heard, Step::key_yes, Step::a_bonds}));
  CHECK(admits({Consent::owner},
               {Step::b_down, Step::a_confirms, Step::heard, Step::b_up,
                Step::b_down, Step::b_up, Step::a_bonds}));
  CHECK(admits({Consent::keypad},
               {Step::a_asks_passkey, Step::types_6, Step::a_bonds}));
  CHECK(admits(
      {Consent::knock},
      {Step::a_confirms, Step::heard, Step::a_is_noted, Step::a_bonds,
       Step::a_is_muted, Step::a_up, Step::settles, Step::heard, Step::a_up,
       Step::a_up, Step::a_down, Step::a_up, Step::a_down, Step::a_down}));
  CHECK(admits(
      {Consent::knock},
      {Step::a_confirms, Step::heard,      Step::a_is_noted, Step::a_bonds,
       Step::a_is_muted, Step::seconds_12, Step::settles,    Step::heard,
       Step::seconds_12, Step::a_toggles,  Step::a_toggles,  Step::slot,
       Step::slot,       Step::slot,       Step::slot,       Step::a_toggles,
       Step::slot,       Step::slot,       Step::slot,       Step::heard}));
}
