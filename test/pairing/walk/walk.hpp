// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "test/pairing/walk/step.hpp"
#include "test/pairing/walk/world.hpp"

/**
 * Walks every order of events up to a depth and checks the promises of the
 * product after each one, against a model of BlueZ, the room and the list that
 * shares no code with the core.
 *
 * A state is a pair: the core (Machine) and the World around it, which has a
 * clock, two devices, the calls that BlueZ waits for, and the word that is
 * being said. Both are values. walk() copies the pair for each Step, takes the
 * step, and goes on from the copy, depth first: with n steps and a depth of d
 * that is n^d ways, and nothing has to be undone.
 *
 * A Step is what can happen next. World::events() turns it into the events
 * that the core would get, and changes the world as the real one would change;
 * time passes only in steps that say so, and the core gets its Tick when its
 * own deadline() has come, and at no other time. The core's effects then go to
 * World::perform(): check() takes each of them, changes the world by it (an
 * answered call waits no more, an admitted device is on the list), and
 * returns the promise that it breaks. settled() checks what must be true once
 * all of them are done. A promise is an English sentence, and an empty string
 * is a kept one. What a promise rests on is the world's own knowledge (who
 * did which act, what was said to its end), never what the core says of
 * itself.
 *
 * A walk begins after power-on with BlueZ ready and the window open, or after
 * a prefix of steps that leads to a state which lies deeper than a walk
 * reaches.
 *
 * To add a step: a value of Step, and its event in World::event(), or its time
 * in World::length() (events.cpp); those up to `stop` are in every walk, the
 * others are named by the walks that want them. To add a promise: a line in a
 * check(), in settled(), or in waited() for what time must bring (promises/);
 * and a core with that mistake in mistakes_test.cpp, which shows that the walk
 * catches it.
 *
 * A failure prints the promise and "steps:" with the values of the trail, as
 * "steps: 0 9 13" (a_confirms, heard, a_bonds). Take these in a Scene
 * (scene.hpp) to see what happens; the last is the one that broke it, and no
 * shorter beginning of this trail did.
 */
namespace walk {

/** What a walk found. */
struct Result {
  std::uint64_t visited = 0;
  std::string broken;       ///< the promise that was broken, or nothing
  std::vector<Step> trail;  ///< the steps that led to it
};

/** Time passes, by the core's own deadlines; the promise that breaks, or
 * nothing. */
template <class Machine>
std::string pass(Machine& machine, World& world, Step step) {
  const Time end = world.now + World::length(step);
  for (auto at = machine.deadline(); at && *at <= end;
       at = machine.deadline()) {
    world.now = std::max(*at, world.now);
    const Event tick{Tick{}};
    std::string broken = world.perform(step, tick, machine.on(tick, world.now));
    if (!broken.empty()) return broken;
    const auto next = machine.deadline();
    if (next && *next <= world.now) return "a Tick leaves its deadline behind";
  }
  world.now = end;
  return world.waited(step);
}

/** Takes one step; the promise that breaks, or nothing. `fresh` has just been
 * made. */
template <class Machine>
std::string perform(Machine& machine, World& world, Step step,
                    const Machine& fresh) {
  if (step == Step::killed || step == Step::plug) machine = fresh;
  if (World::length(step) > Time{0}) {
    std::string broken = pass(machine, world, step);
    if (!broken.empty()) return broken;
  }
  for (const Event& event : world.events(step)) {
    std::string broken =
        world.perform(step, event, machine.on(event, world.now));
    if (!broken.empty()) return broken;
  }
  while (const auto news = world.news()) {
    std::string broken =
        world.perform(step, *news, machine.on(*news, world.now));
    if (!broken.empty()) return broken;
  }
  return {};
}

/** Walks all orders of `depth` of these steps from this machine in this world.
 */
template <class Machine>
void walk(const Machine& machine, const World& world,
          const std::vector<Step>& steps, int depth, Result& result,
          const Machine& fresh) {
  for (const Step step : steps) {
    Machine next = machine;
    World after = world;
    result.trail.push_back(step);
    ++result.visited;
    result.broken = perform(next, after, step, fresh);
    if (!result.broken.empty()) return;
    if (depth > 1 && step != Step::stop)
      walk(next, after, steps, depth - 1, result, fresh);
    if (!result.broken.empty()) return;
    result.trail.pop_back();
  }
}

/** From a start after power-on, with BlueZ ready and the window open. */
template <class Machine>
Result walk_from_power_on(Machine machine, const Start& start,
                          const std::vector<Step>& steps, int depth) {
  const Machine fresh = machine;
  World world{start};
  Result result;
  result.trail = start.prefix;
  std::vector<Step> first{Step::bluealsa_comes, Step::loud};
  for (const Event& event : {Event{Started{true}}, Event{Ready{}}}) {
    result.broken =
        world.perform(Step::bluez_comes, event, machine.on(event, world.now));
    if (!result.broken.empty()) return result;
  }
  first.insert(first.end(), start.prefix.begin(), start.prefix.end());
  for (const Step step : first) {
    result.broken = perform(machine, world, step, fresh);
    if (!result.broken.empty()) return result;
  }
  walk(machine, world, steps, depth, result, fresh);
  return result;
}

}  // namespace walk
