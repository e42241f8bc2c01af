// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/faults/moments.hpp"

namespace faults {
namespace {

FakeBluez::Answer* idle(Place&) {
  return nullptr;
}

FakeBluez::Answer* saying(Place& place) {
  auto& answer = place.ask(stranger_address);
  REQUIRE(wait_until([&] { return place.is_speaking(); }));
  REQUIRE_FALSE(answer.answered);
  return &answer;
}

FakeBluez::Answer* waiting(Place& place) {
  auto& answer = place.ask(stranger_address);
  REQUIRE(wait_until([&] { return place.owner().was_told(); }));
  REQUIRE_FALSE(answer.answered);
  return &answer;
}

/** It has a yes by hearing alone, or for now. */
FakeBluez::Answer* accepted(Place& place) {
  auto& answer = place.ask(stranger_address);
  REQUIRE(wait_until([&] { return answer.answered; }));
  REQUIRE(answer.accepted);
  return &answer;
}

FakeBluez::Answer* bonded(Place& place) {
  auto* const answer = accepted(place);
  place.bluez().bond(place.device(stranger_address));
  return answer;
}

FakeBluez::Answer* just_accepted(Place& place) {
  auto& answer = *waiting(place);
  REQUIRE(place.owner().call("Yes") == "");
  REQUIRE(wait_until([&] { return answer.answered; }));
  REQUIRE(answer.accepted);
  return &answer;
}

FakeBluez::Answer* probation(Place& place) {
  auto* const answer = bonded(place);
  REQUIRE(place.plays(stranger_address));
  const auto pcm = place.bluealsa().add_pcm(place.device(stranger_address));
  REQUIRE(wait_until([&] { return place.bluealsa().is_muted(pcm); }));
  return answer;
}

}  // namespace

const std::vector<Moment>& moments() {
  static const std::vector<Moment> all{
      {"idle", "command", true, idle, false},
      {"saying", "command", true, saying, false},
      {"waiting", "command", true, waiting, false},
      {"just accepted", "command", true, just_accepted, true},
      {"probation", "command, knock", true, probation, true},
      {"first bond", "command", false, bonded, true},
  };
  return all;
}

}  // namespace faults
