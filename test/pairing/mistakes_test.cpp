// SPDX-License-Identifier: GPL-3.0-or-later
// The walk finds the mistakes that matter most: cores that make one, and the
// promise that it breaks.
#include "test/pairing/mistaken.hpp"
#include "test/pairing/walk/walk.hpp"
#include "test/support/catch.hpp"

using namespace mistaken;
using walk::Step;

namespace {

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

TEST_CASE("the walk catches a wrong row that the plug makes forgotten") {
  const Steps wrong_row{Step::a_confirms, Step::heard,      Step::a_is_noted,
                        Step::a_bonds,    Step::a_is_muted, Step::a_up,
                        Step::settles,    Step::a_down};
  Steps and_the_plug = wrong_row;
  and_the_plug.push_back(Step::plug);
  and_the_plug.insert(and_the_plug.end(), wrong_row.begin(), wrong_row.end());
  and_the_plug.pop_back();
  CHECK(broken<Pairing>({Consent::knock}, and_the_plug, {Step::a_down}, 1) ==
        "");
  CHECK(broken<BeginsAnew>({Consent::knock}, and_the_plug, {Step::a_down}, 1) ==
        "a wrong row is not remembered");
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

TEST_CASE("the walk catches a call whose time no timer ends") {
  CHECK(broken<NeverTicks>({Consent::key}, {Step::a_confirms},
                           {Step::seconds_25},
                           1) == "a call waited for 25 seconds");
}

TEST_CASE("the walk catches a request that no timer ends") {
  CHECK(broken<NeverTicks>({Consent::heard}, {Step::a_confirms, Step::heard},
                           {Step::minutes_3}, 2) == "a request never ends");
}

TEST_CASE("the walk catches a window that no timer shuts") {
  CHECK(broken<NeverTicks>({Consent::heard}, {}, {Step::minutes_3}, 1) ==
        "the window stays open");
}

TEST_CASE("the walk catches an admission that no timer makes final") {
  CHECK(broken<NeverTicks>(
            {Consent::heard},
            {Step::a_confirms, Step::heard, Step::a_bonds, Step::a_is_kept},
            {Step::minutes_3}, 1) == "what hearing alone did is never final");
}

TEST_CASE("the walk catches a timer that goes off without an end") {
  CHECK(broken<TicksInVain>({Consent::heard}, {}, {Step::minutes_3}, 1) ==
        "a Tick leaves its deadline behind");
}
