// SPDX-License-Identifier: GPL-3.0-or-later
// The core, by orders of events that are longer than any walk: the promises of
// test/pairing/walk hold after each step. The first byte chooses the acts, each
// other one a step.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "pairing/pairing.hpp"
#include "test/pairing/walk/walk.hpp"

namespace {

using walk::Step;

struct Kind {
  pairing::Acts acts;
  std::vector<Step> steps;
};

const std::array<Kind, 4>& kinds() {
  using pairing::Consent;
  static const std::array<Kind, 4> all{
      Kind{{Consent::key, Consent::owner},
           walk::usual_steps_and({Step::key_yes, Step::key_open, Step::says_no,
                                  Step::shuts, Step::b_up, Step::b_down,
                                  Step::quiet, Step::loud, Step::said_once})},
      Kind{{Consent::heard},
           walk::usual_steps_and(
               {Step::a_is_trusted, Step::killed, Step::plug})},
      Kind{{Consent::keypad},
           walk::usual_steps_and({Step::a_asks_passkey, Step::types_6,
                                  Step::key_yes, Step::says_no})},
      Kind{{Consent::knock},
           walk::usual_steps_and({Step::a_is_noted, Step::a_is_muted,
                                  Step::a_is_heard, Step::a_up, Step::a_down,
                                  Step::settles, Step::bluealsa_goes,
                                  Step::bluealsa_comes, Step::quiet,
                                  Step::a_is_keyboard, Step::a_takes_b_address,
                                  Step::a_toggles, Step::slot, Step::killed})}};
  return all;
}

std::uint32_t fixed() {
  return 0b01011;
}

void require(const std::string& broken) {
  if (broken.empty()) return;
  std::fprintf(stderr, "broken: %s\n", broken.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0 || size > 200) return -1;
  const std::span<const std::uint8_t> bytes{data, size};
  const Kind& kind = kinds().at(bytes[0] % kinds().size());
  pairing::Settings settings;
  settings.open_at =
      bytes[0] & 0x10 ? pairing::Opening::always : pairing::Opening::power_on;
  settings.just_works = bytes[0] & 0x20;
  settings.trust = true;
  settings.consent = kind.acts;
  const pairing::Pairing fresh{settings, fixed};
  pairing::Pairing core = fresh;
  walk::World world{{.consent = kind.acts}};
  for (const pairing::Event& event : {pairing::Event{pairing::Started{true}},
                                      pairing::Event{pairing::Ready{}}})
    require(world.perform(Step::bluez_comes, event, core.on(event, world.now)));
  require(walk::perform(core, world, Step::bluealsa_comes, fresh));
  require(walk::perform(core, world, Step::loud, fresh));
  for (const std::uint8_t byte : bytes.subspan(1)) {
    const Step step = kind.steps[byte % kind.steps.size()];
    if (step == Step::stop) continue;  // nothing comes after it
    require(walk::perform(core, world, step, fresh));
  }
  return 0;
}
