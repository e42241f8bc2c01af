// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/daemon.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "bluez/names.hpp"
#include "bluez/uuid.hpp"
#include "store/clock.hpp"

namespace {

using namespace std::chrono_literals;
using pairing::Consent;
using pairing::Time;

constexpr auto stop_within = 2s;
constexpr auto look_every = 20ms;

Time now() {
  return Time{g_get_monotonic_time() / 1000};
}

std::filesystem::path mixer_file(const Daemon::Paths& paths) {
  return paths.runtime / "mixer";
}

Announcer::Settings announcer_settings(const Config& config,
                                       const Daemon::Paths& paths) {
  return {config.voice,      config.sound,      config.topics,
          paths.phrasebooks, mixer_file(paths), config.echo_digits};
}

const char* capability(const Config& config) {
  if (config.pairing.consent.has(Consent::keypad)) return "KeyboardOnly";
  return config.display_only ? "DisplayOnly" : "DisplayYesNo";
}

bool allows(const Config& config, std::string_view uuid) {
  if (config.services.empty()) return bluez::is_audio(uuid);
  return std::any_of(config.services.begin(), config.services.end(),
                     [&](const std::string& allowed) {
                       return bluez::same_uuid(allowed, uuid);
                     });
}

}  // namespace

std::uint32_t Daemon::unguessable() {
  static std::random_device device;
  return device();
}

Daemon::Daemon(GDBusConnection& bus, const Config& config, Paths paths,
               pairing::Pairing::Random random)
    : paths_{std::move(paths)},
      config_{config},
      pairing_{config.pairing, random},
      admissions_{paths_.state},
      record_{paths_.state},
      announcer_{announcer_settings(config, paths_),
                 {.result =
                      [this](pairing::Ticket ticket, bool heard) {
                        if (heard)
                          on(pairing::Heard{ticket});
                        else
                          on(pairing::SpeechFailed{ticket});
                      },
                  .music =
                      [this](bool quiet) {
                        if (quiet)
                          music_.give_way();
                        else
                          music_.come_back();
                      }}},
      agent_{
          bus,
          {[this](const pairing::Event& event) { called(event); },
           [this] {
             g_message("BlueZ has released our agent");
             registration_.released();
           },
           [this](const pairing::Device& device) { return standing(device); },
           [this](std::string_view uuid) { return allows(config_, uuid); }}},
      adapters_{bus, [this] { readiness_changed(); }},
      registration_{bus, capability(config), [this] { readiness_changed(); }},
      calls_{bus, bluez::service},
      problems_{{[this](Problem problem) { announcer_.problem(problem); },
                 [this] { return quiet_; }}},
      pcms_{bus, pcms_listener()},
      music_{bus, pcms_, transports_, paths_.runtime / "ducked"},
      keys_{paths_.input,
            {[this](const pairing::Event& event) { on(event); },
             [this] { forget_all(); }},
            [this] { look_at_room(); }},
      control_{bus, EARSHOT_VERSION, control_listener()},
      objects_{bus, bluez::service, "/", objects_listener()} {
  if (HeldVolume::put_back(mixer_file(paths_)))
    g_message("the mixer is as it was before a crash");
  configure(config);
}

Daemon::~Daemon() = default;

void Daemon::configure(const Config& config) {
  config_ = config;
  adapters_.only(config.adapter);
  adapters_.name(config.speaker_name);
  keys_.settings(config.keys);
  music_.way(config.music);
}

void Daemon::start(bool power_on) {
  report(Problem::no_language, announcer_.is_makeshift());
  problems_.report(Problem::no_bluetooth, true, boot_time);
  on(pairing::Started{power_on});
}

void Daemon::reconfigure(const Config& config) {
  announcer_.settings(announcer_settings(config, paths_));
  report(Problem::no_language, false);
  configure(config);
  registration_.capability(capability(config));
  on(pairing::Reconfigured{config.pairing});
}

void Daemon::report(Problem problem, bool is_there) {
  look_at_clock();
  problems_.report(problem, is_there);
}

void Daemon::stop(std::function<void()> done) {
  on(pairing::Stopped{});
  music_.come_back();
  // The agent goes last: without it a box that is visible lets everybody in.
  const Time until = now() + stop_within;
  stopping_.every(look_every, [this, until, done = std::move(done)] {
    if (!adapters_.settled() && now() < until) return;
    stopping_.stop();
    if (!adapters_.settled())
      g_warning("BlueZ did not hide the box; it does so by itself in minutes");
    registration_.unregister();
    done();
  });
}

void Daemon::called(const pairing::Event& event) {
  if (!turned_away(event)) on(event);
}

bool Daemon::turned_away(const pairing::Event& event) {
  const auto turn_away = [&](const auto& asked) {
    if (adapters_.has_device(asked.device)) return false;
    g_message("refused: %s is no device of our adapter", asked.device.c_str());
    agent_.reject(asked.call, "not on this adapter");
    return true;
  };
  if (const auto* asked = std::get_if<pairing::Asked>(&event))
    return turn_away(*asked);
  if (const auto* asked = std::get_if<pairing::ServiceAsked>(&event))
    return turn_away(*asked);
  return false;
}

void Daemon::on(const pairing::Event& event) {
  look_at_clock();
  events_.push_back(event);
  // An effect may raise the next event; it waits until this one is done.
  if (std::exchange(deciding_, true)) return;
  while (!events_.empty()) {
    const pairing::Event next = std::move(events_.front());
    events_.pop_front();
    log(next);
    const pairing::Effects effects = pairing_.on(next, now());
    for (const pairing::Effect& effect : effects)
      std::visit([this](const auto& e) { perform(e); }, effect);
    if (const auto* asked = std::get_if<pairing::Asked>(&next))
      look_at(*asked, effects);
  }
  deciding_ = false;
  control_.changed();
  set_deadline();
}

void Daemon::set_deadline() {
  if (const auto deadline = pairing_.deadline())
    deadline_.once(std::max(*deadline - now(), Time{0}),
                   [this] { on(pairing::Tick{}); });
  else
    deadline_.stop();
}

void Daemon::look_at_clock() {
  // The clock may be set at any time: it is read before each decision.
  const auto time = time_of_day();
  const bool quiet = config_.quiet.hold(time);
  if (std::exchange(quiet_, quiet) != quiet) {
    g_message(quiet ? "the quiet hours begin" : "the quiet hours are over");
    events_.emplace_back(pairing::Quiet{quiet});
  }
  if (config_.quiet == QuietHours{})
    clock_.stop();
  else
    clock_.once(config_.quiet.until_change(time),
                [this] { on(pairing::Tick{}); });
}

void Daemon::look_at_room() {
  pairing::Acts acts{Consent::heard, Consent::command};
  if (keys_.any()) {
    acts.add(Consent::key);
    acts.add(Consent::keypad);
  }
  for (const auto& [path, transport] : transports_) {
    const auto owner = standing(transport.device);
    if (transport.volume && owner.admitted && owner.connected)
      acts.add(Consent::owner);
  }
  if (pcms_.can_mute()) acts.add(Consent::knock);
  if (std::exchange(possible_, acts) != acts) on(pairing::Possible{acts});
}
