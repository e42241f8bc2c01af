// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"

/**
 * Walks every order of events up to a depth and checks the promises of the
 * product after each one, against a model of BlueZ, the room and the list that
 * shares no code with the core.
 */
namespace walk {

using namespace pairing;

/** What can happen next. `a` is a stranger, `b` was admitted long ago. */
enum class Step : std::uint8_t {
  a_confirms,
  b_confirms,
  a_shows_1,
  a_shows_2,
  b_shows_1,
  a_just_works,
  a_audio,
  b_audio,
  b_keyboard,
  heard,
  heard_older,
  speech_fails,
  cancel,
  a_bonds,
  a_leaves,
  a_is_gone,
  b_leaves,
  bluez_goes,
  bluez_comes,
  seconds_25,
  minutes_3,
  stop,
};
inline constexpr int steps = static_cast<int>(Step::stop) + 1;

/** The world around the core, and what it is owed. */
class World {
 public:
  explicit World(bool a_is_bonded);

  Event event(Step step);
  /** Takes the effects; the promise they break, or nothing. */
  std::string take(Step step, const Event& event, const Effects& effects);

  Time now{0};

 private:
  struct Outstanding {
    Call call;
    Method method;
    bool service;
    bool audio;
    int device;
    Time since;
    std::optional<Ticket> ticket;
  };
  struct Remote {
    Standing standing;
    bool bonded_before = false;  ///< without any doing of ours
    bool confirmed = false;      ///< we said yes to its number
    bool typed = false;          ///< its number was spoken, to be typed
  };

  static int index(const Device& device) { return device == "a" ? 0 : 1; }
  Event ask(int device, Method method, std::uint32_t number);
  Event service(int device, bool audio);
  Event changed(int device);
  bool asking(int device) const;

  std::string check(const Announce&, const Event&);
  std::string check(const Hush&, const Event&);
  std::string check(const Accept&, const Event&);
  std::string check(const Reject&, const Event&);
  std::string check(const OpenWindow&, const Event&);
  std::string check(const CloseWindow&, const Event&);
  std::string check(const Admit&, const Event&);
  std::string check(const Trust&, const Event&);
  std::string check(const Distrust&, const Event&);
  std::string check(const Remove&, const Event&);
  std::string settled(Step step) const;
  std::optional<Outstanding> answered(Call call);

  std::array<Remote, 2> remotes_;
  std::vector<Outstanding> outstanding_;
  std::uint64_t calls_ = 0;
  Ticket last_{};
  std::optional<int> code_of_;  ///< whose number is being said
  bool ready_ = true;           ///< a walk starts when BlueZ does
  bool open_ = false;
};

/** What a walk found. */
struct Result {
  std::uint64_t visited = 0;
  std::string broken;       ///< the promise that was broken, or nothing
  std::vector<Step> trail;  ///< the steps that led to it
};

/** Walks all orders of `depth` steps from this machine in this world. */
template <class Machine>
void walk(const Machine& machine, const World& world, int depth,
          Result& result) {
  for (int i = 0; i < steps; ++i) {
    const Step step = static_cast<Step>(i);
    Machine next = machine;
    World after = world;
    const Event event = after.event(step);
    result.trail.push_back(step);
    ++result.visited;
    result.broken = after.take(step, event, next.on(event, after.now));
    if (!result.broken.empty()) return;
    if (depth > 1 && step != Step::stop) walk(next, after, depth - 1, result);
    if (!result.broken.empty()) return;
    result.trail.pop_back();
  }
}

/** From a start after power-on, with BlueZ ready and the window open. */
template <class Machine>
Result walk_from_power_on(Machine machine, bool a_is_bonded, int depth) {
  World world{a_is_bonded};
  Result result;
  for (const Event& event : {Event{Started{true}}, Event{Ready{}}}) {
    result.broken =
        world.take(Step::bluez_comes, event, machine.on(event, world.now));
    if (!result.broken.empty()) return result;
  }
  walk(machine, world, depth, result);
  return result;
}

}  // namespace walk
