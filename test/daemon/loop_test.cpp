// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/loop.hpp"

#include <functional>
#include <stdexcept>
#include <variant>
#include <vector>

#include "test/support/catch.hpp"

namespace {

/** The core's loop, and what it wants done. */
struct Turns {
  std::vector<pairing::Effect> effects;
  std::function<void(const pairing::Effect&)> perform = [](const auto&) {};
  Loop loop{pairing::Settings{},
            [] { return std::uint32_t{0}; },
            "/nowhere",
            {.event = [](const pairing::Event&) {},
             .perform =
                 [this](const pairing::Effect& effect) {
                   effects.push_back(effect);
                   perform(effect);
                 },
             .decided = [](const pairing::Event&, const pairing::Effects&) {},
             .settled = [] {}}};

  /** A phone asks in an open window. */
  void ask() {
    loop.on(pairing::Started{true});
    loop.on(pairing::Ready{});
    effects.clear();
    loop.on(pairing::Asked{
        pairing::Call{1}, "phone", pairing::Method::request_confirmation,
        pairing::Passkey::from_number(470391), pairing::Standing{}});
  }
  template <class E>
  bool has() const {
    for (const auto& effect : effects)
      if (std::holds_alternative<E>(effect)) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("an effect that fails leaves the loop hearing the next event") {
  Turns turns;
  turns.perform = [](const pairing::Effect&) {
    throw std::runtime_error{"on purpose"};
  };
  turns.loop.on(pairing::Started{true});
  turns.loop.on(pairing::Ready{});
  REQUIRE(turns.has<pairing::OpenWindow>());
  turns.effects.clear();
  turns.loop.on(pairing::Close{});
  CHECK(turns.has<pairing::CloseWindow>());
}

TEST_CASE("an announcement that can't even begin is a no") {
  Turns turns;
  turns.perform = [](const pairing::Effect& effect) {
    if (std::holds_alternative<pairing::Announce>(effect))
      throw std::runtime_error{"on purpose"};
  };
  turns.ask();
  CHECK(turns.has<pairing::Reject>());
  CHECK_FALSE(turns.has<pairing::Accept>());
}

TEST_CASE("an event that an effect raises waits for the end of its turn") {
  Turns turns;
  turns.perform = [&](const pairing::Effect& effect) {
    if (std::holds_alternative<pairing::Announce>(effect))
      turns.loop.on(pairing::No{});
  };
  turns.ask();
  CHECK(turns.has<pairing::Reject>());
  CHECK_FALSE(turns.loop.core().asking());
}
