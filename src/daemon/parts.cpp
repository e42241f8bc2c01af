// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/parts.hpp"

#include <chrono>
#include <string_view>
#include <variant>

#include "bluez/uuid.hpp"
#include "daemon/performer.hpp"
#include "speech/held_volume.hpp"

namespace {

using namespace std::chrono_literals;
using pairing::Consent;

/** What may be missing while a box starts or an adapter is plugged in. */
constexpr auto boot_time = 30s;

}  // namespace

Announcer::Settings Daemon::Parts::announcer_settings(const Config& config,
                                                      const Paths& paths) {
  return {config.voice,
          config.sound,
          config.topics,
          paths.phrasebooks,
          paths.runtime / "mixer",
          config.echo_digits};
}

Daemon::Parts::Parts(GDBusConnection& bus, const Config& configured,
                     Paths where, Random random)
    : config{configured},
      paths{std::move(where)},
      admissions{
          paths.state,
          [this](bool failing) { problems.report(Problem::not_kept, failing); },
          [this](bool owned) { loop.on(pairing::Listed{owned}); }},
      failures{paths.state},
      loop{config.pairing, random, paths.synchronized, loop_listener()},
      announcer{announcer_settings(config, paths), announcer_listener()},
      agent{bus, agent_listener()},
      problems{{[this](Problem problem) { announcer.problem(problem); },
                [this] { return loop.core().is_quiet(); }}},
      readiness{bus, config, readiness_listener()},
      mirror{bus, readiness.adapters(), admissions, mirror_listener()},
      stays{admissions,
            mirror,
            {.kept =
                 [this](pairing::Device device) {
                   loop.on(pairing::Kept{std::move(device)});
                 },
             .on_probation =
                 [this](pairing::Ticket ticket) {
                   loop.on(pairing::OnProbation{ticket});
                 },
             .lingers =
                 [this](pairing::Device device) {
                   auto standing = mirror.standing(device);
                   loop.on(pairing::DeviceChanged{std::move(device), standing});
                 },
             .over =
                 [this](pairing::Device device) {
                   loop.on(pairing::Forget{{std::move(device)}, false});
                 }}},
      visits{mirror,
             {.plays =
                  [this](const std::string& name) {
                    if (!loop.core().is_quiet()) announcer.playing(name);
                  },
              .left =
                  [this](const std::string& name) {
                    if (!loop.core().is_quiet()) announcer.left(name);
                  },
              .is_heard =
                  [this](const pairing::Device& device) {
                    return stage.is_heard(device);
                  }}},
      reconnection{
          bus, mirror, admissions,
          [this] { return !loop.core().is_quiet() && !loop.core().asking(); }},
      volume_links{bus, mirror.transports()},
      pcms{bus, pcms_listener()},
      music{bus, pcms, mirror.transports(), mirror.players(),
            paths.runtime / "ducked"},
      stage{mirror, music, stage_listener()},
      keys{paths.input,
           {[this](const pairing::Event& event) { loop.on(event); },
            [this] { owner.forget_all(); }},
           [this] { offer_acts(); }},
      owner{bus,
            paths.state,
            {config, loop, mirror, readiness, announcer, admissions, stays,
             problems, volume_links, pcms}} {
  if (HeldVolume::put_back(paths.runtime / "mixer"))
    g_message("the mixer is as it was before a crash");
  configure(config);
}

void Daemon::Parts::configure(const Config& now) {
  config = now;
  readiness.configure(config);
  loop.quiet_hours(config.quiet);
  stays.length(config.guests_stay);
  keys.settings(config.keys);
  music.way(config.music);
  stage.rule(config.second);
  reconnection.wanted(config.reconnect);
}

Loop::Listener Daemon::Parts::loop_listener() {
  return {
      .event =
          [this](const pairing::Event& event) { owner.requests().log(event); },
      .perform =
          [this](const pairing::Effect& effect) {
            std::visit(
                Performer{agent, announcer, mirror, readiness, owner.requests(),
                          stays, pcms, failures, admissions},
                effect);
          },
      .decided =
          [this](const pairing::Event& event, const pairing::Effects& effects) {
            owner.requests().decided(event, effects);
          },
      .settled =
          [this] {
            stage.check();
            owner.changed();
            spare_memory.give_back_soon();
          },
  };
}

Announcer::Listener Daemon::Parts::announcer_listener() {
  return {
      .result =
          [this](pairing::Ticket ticket, bool heard) {
            if (heard)
              loop.on(pairing::Heard{ticket});
            else
              loop.on(pairing::SpeechFailed{ticket});
          },
      .said_once =
          [this](pairing::Ticket ticket) {
            loop.on(pairing::SaidOnce{ticket});
          },
      .music =
          [this](bool quiet) {
            if (quiet)
              music.give_way();
            else
              music.come_back();
            stage.check();
          },
      .busy = [this] { return music.let_go(); },
  };
}

bluez::Agent::Listener Daemon::Parts::agent_listener() {
  return {
      .event = [this](const pairing::Event& event) { called(event); },
      .released =
          [this] {
            g_message("BlueZ has released our agent");
            readiness.released();
          },
      .standing =
          [this](const pairing::Device& device) {
            return mirror.standing(device);
          },
      .allows =
          [this](std::string_view uuid) {
            return bluez::is_allowed(uuid, config.services);
          },
  };
}

void Daemon::Parts::called(const pairing::Event& event) {
  // A device of an adapter that is not ours, or one that BlueZ never told of,
  // is answered here.
  const auto turned_away = [&](const auto* asked) {
    if (!asked || (readiness.adapters().has_device(asked->device) &&
                   mirror.devices().find(asked->device)))
      return false;
    g_message("refused: %s is not a device of our adapter",
              asked->device.c_str());
    agent.reject(asked->call, "not on this adapter");
    return true;
  };
  if (!turned_away(std::get_if<pairing::Asked>(&event)) &&
      !turned_away(std::get_if<pairing::ServiceAsked>(&event)))
    loop.on(event);
}

Readiness::Listener Daemon::Parts::readiness_listener() {
  return {
      .changed =
          [this](bool ready) {
            reconnection.ready(ready);
            if (ready)
              loop.on(pairing::Ready{});
            else
              loop.on(pairing::Unready{});
          },
      .adapters_changed =
          [this] {
            if (mirror.complete()) report_adapters();
          },
  };
}

void Daemon::Parts::report_adapters() {
  const bluez::Adapters& adapters = readiness.adapters();
  problems.report(Problem::no_adapter, !adapters.any(), boot_time);
  problems.report(Problem::off, adapters.any() && !adapters.any_powered(),
                  boot_time);
}

void Daemon::Parts::await_bluetooth() {
  problems.report(Problem::no_bluetooth, true, boot_time);
}

void Daemon::Parts::offer_acts() {
  pairing::Acts acts{Consent::heard, Consent::command};
  if (keys.any()) {
    acts.add(Consent::key);
    acts.add(Consent::keypad);
  }
  for (const auto& [path, transport] : mirror.transports()) {
    const auto owner = mirror.standing(transport.device);
    if (volume_links.arrives(transport.device) && owner.admitted &&
        owner.connected)
      acts.add(Consent::owner);
  }
  // A phone knocks with the volume of its music.
  if (pcms.can_mute() && bluez::is_allowed(bluez::audio_sink, config.services))
    acts.add(Consent::knock);
  if (acts != loop.core().possible()) loop.on(pairing::Possible{acts});
}
