// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/pairing/walk.hpp"

#include "pairing/pairing.hpp"
#include "test/catch.hpp"

using namespace pairing;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(EARSHOT_SHORT_WALK)
constexpr int depth = 4;
#else
constexpr int depth = 5;
#endif

const Settings usual{.open_at = Opening::power_on};

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

}  // namespace

TEST_CASE("no order of events breaks a promise") {
  const bool a_is_bonded = GENERATE(false, true);
  const Opening open_at = GENERATE(Opening::power_on, Opening::always);
  Settings settings = usual;
  settings.open_at = open_at;
  const walk::Result result =
      walk::walk_from_power_on(Pairing{settings}, a_is_bonded, depth);
  std::string trail;
  for (const walk::Step step : result.trail)
    trail += " " + std::to_string(static_cast<int>(step));
  INFO("steps:" << trail);
  CHECK(result.broken == "");
  UNSCOPED_INFO(result.visited);
  CHECK(result.visited > 200'000);
}

TEST_CASE("the walk catches a yes that comes before its sound") {
  CHECK(walk::walk_from_power_on(AcceptsEarly{usual}, false, 3).broken ==
        "a yes before its sound");
}

TEST_CASE("the walk catches a call that is answered twice") {
  CHECK(walk::walk_from_power_on(AnswersTwice{usual}, false, 3).broken ==
        "a call is answered twice, or one that nobody made");
}

TEST_CASE("the walk catches a Cancel that is forgotten") {
  CHECK(walk::walk_from_power_on(ForgetsOnCancel{usual}, false, 3).broken ==
        "a call is left without an answer");
}
