// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"

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
 * time passes only in steps that say so. The core's effects then go to
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
 * To add a step: a value of Step, and its event in World::event() (walk.cpp);
 * those up to `stop` are in every walk, the others are named by the walks that
 * want them. To add a promise: a line in a check() or in settled()
 * (promises.cpp), and a core with that mistake in walk_test.cpp, which shows
 * that the walk catches it.
 *
 * A failure prints the promise and "steps:" with the values of the trail, as
 * "steps: 0 9 13" (a_confirms, heard, a_bonds). Take these in a Scene
 * (scene.hpp) to see what happens; the last is the one that broke it, and no
 * shorter beginning of this trail did.
 */
namespace walk {

using namespace pairing;

/** What can happen next. `a` is a stranger; `b` was admitted long ago, or is a
 * second stranger where nobody is in. */
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
  a_is_kept,  ///< the list that it is on is on the disk
  a_leaves,
  a_is_gone,
  b_leaves,
  bluez_goes,
  bluez_comes,
  seconds_25,
  minutes_3,
  stop,
  // Acts of consent, and what goes with them.
  key_yes,
  key_open,
  says_no,
  shuts,
  b_up,
  b_down,
  a_asks_passkey,
  types_6,  ///< six digits and enter
  a_up,
  a_down,
  a_toggles,  ///< its music begins or stops
  slot,       ///< one slot of the tones passes
  seconds_12,
  a_is_muted,
  a_is_heard,
  settles,
  bluealsa_goes,
  bluealsa_comes,
  quiet,
  loud,
  a_is_trusted,  ///< by another program
  b_bonds,
  b_is_kept,
  said_once,
  a_is_noted,  ///< as one to be removed, on the disk
  b_is_noted,
  a_takes_b_address,
  a_is_keyboard,
  killed,  ///< the daemon, and it starts again
  plug,    ///< the box is switched off, and on again
};

/** From a_confirms to stop. */
std::vector<Step> usual_steps();
/** These and more. */
std::vector<Step> usual_steps_and(std::initializer_list<Step> more);

/** What a walk starts from. */
struct Start {
  bool a_is_bonded = false;
  Acts consent{Consent::heard};
  std::vector<Step> prefix{};  ///< taken before the walk
  bool b_is_in = true;
};

/** The world around the core, and what it is owed. */
class World {
 public:
  explicit World(const Start& start);

  std::vector<Event> events(Step step);
  /** What our list tells the core after a step, where that is new. */
  std::optional<Event> news();
  /** Takes the effects; the promise they break, or nothing. */
  std::string perform(Step step, const Event& event, const Effects& effects);

  Time now{0};

 private:
  struct Outstanding {
    Call call;
    Method method;
    bool service;
    bool audio;
    bool heard;  ///< its announcement, to the end
    int device;
    Time since;
    std::optional<Ticket> ticket;
  };
  struct Remote {
    Standing standing;
    bool bonded_before = false;  ///< without any doing of ours
    bool confirmed = false;      ///< we said yes to its number
    bool typed = false;          ///< its number was spoken, to be typed
    bool keyed = false;          ///< its number was answered from the keypad
    bool asks = false;           ///< its request is open
    bool as_first = false;       ///< and nobody was in when it asked
    bool told = false;           ///< and its number was said once
    bool kept = false;           ///< it is on the list, on the disk
    bool dismissed = false;      ///< taken from the list, to knock anew
    bool muted = false;          ///< on probation
    std::optional<Ticket> put_by{};  ///< to be named as one to be removed
    bool noted = false;              ///< it is, on the disk
    bool kept_until_noted = false;   ///< what the disk holds till then
    std::optional<Time> heard_at{};  ///< hearing alone let it in
    bool tentative = false;          ///< a power cut takes it back
    Acts acts{};                     ///< done in the room for its open request
    int level = 64;
    unsigned gesture = 0;      ///< presses of the gesture, made on it
    std::optional<Row> row{};  ///< that it was asked for
    Ticket row_said_by{};
    bool row_heard = false;        ///< to its end
    unsigned knocked = 0;          ///< right presses of it
    std::optional<Tones> tones{};  ///< that its music is to answer
    Ticket tones_said_by{};
    std::optional<bool> plays{};  ///< nothing: not a word of it yet
    std::vector<Time> toggled{};
  };

  Event event(Step step);
  static int index(const Device& device) { return device == "a" ? 0 : 1; }
  Event ask(int device, Method method, std::uint32_t number);
  Event service(int device, bool audio);
  Event changed(int device);
  bool asking(int device) const;

  std::string check(const Announce&, const Event&);
  std::string check(const Hush&, const Event&);
  std::string check(const Accept&, const Event&);
  std::string check(const Answer&, const Event&);
  std::string check(const Undo&, const Event&);
  std::string check(const Finalize&, const Event&);
  std::string check(const Dismiss&, const Event&);
  std::string check(const PutOnProbation&, const Event&);
  std::string check(const Mute&, const Event&);
  std::string check(const SetVolume&, const Event&);
  std::string check(const Ended&, const Event&);
  std::string check(const Echo&, const Event&);
  std::string check(const Reject&, const Event&);
  std::string check(const OpenWindow&, const Event&);
  std::string check(const CloseWindow&, const Event&);
  std::string check(const Admit&, const Event&);
  std::string check(const Trust&, const Event&);
  std::string check(const Distrust&, const Event&);
  std::string check(const Remove&, const Event&);
  std::string check(const Remember&, const Event&);
  Event noted(int device);
  std::vector<Event> started_anew(bool power_on);
  Event press(int device, Press press);
  Event toggle(int device);
  /** The tones end now, and each was answered in its slot, and nothing else. */
  bool has_answered(const Remote& remote) const;
  void act(Consent act);
  std::string settled(Step step, bool cancelled) const;
  std::optional<Outstanding> answered(Call call);
  void said(Ticket ticket);
  void asked(const Asked& asked, const Effects& effects);

  std::array<Remote, 2> remotes_;
  std::vector<Outstanding> outstanding_;
  std::uint64_t calls_ = 0;
  Ticket last_{};
  std::optional<int> code_of_;  ///< whose number is being said
  bool ready_ = true;           ///< a walk starts when BlueZ does
  bool open_ = false;
  bool quiet_ = false;
  unsigned wrong_rows_ = 0;  ///< that the core wants to be kept
  bool owned_;               ///< somebody is in, or was but for the room's word
  bool told_owned_ = true;   ///< what the core knows of it
  bool was_killed_ = false;  ///< and with it what it had taken for a while
  std::size_t starting_ = 0;  ///< devices that BlueZ has not shown yet
  const bool b_was_in_;
  Acts consent_;  ///< as configured
  Acts possible_;
};

/** What a walk found. */
struct Result {
  std::uint64_t visited = 0;
  std::string broken;       ///< the promise that was broken, or nothing
  std::vector<Step> trail;  ///< the steps that led to it
};

/** Takes one step; the promise that breaks, or nothing. `fresh` has just been
 * made. */
template <class Machine>
std::string perform(Machine& machine, World& world, Step step,
                    const Machine& fresh) {
  if (step == Step::killed || step == Step::plug) machine = fresh;
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
