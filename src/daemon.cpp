// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon.hpp"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "bluez/names.hpp"
#include "printable.hpp"
#include "reasons.hpp"

namespace {

using namespace std::chrono_literals;
using pairing::Time;

// bluetoothd takes all objects away when it ends, and an adapter takes its
// devices along: only what is still gone after this was removed by somebody.
constexpr auto removed_after = 5s;

constexpr auto stop_within = 2s;
constexpr auto look_every = 20ms;

Time now() {
  return Time{g_get_monotonic_time() / 1000};
}

Announcer::Settings announcer_settings(const Config& config,
                                       const Daemon::Paths& paths) {
  return {config.voice, config.output, paths.phrasebooks};
}

const char* capability(const Config& config) {
  return config.display_only ? "DisplayOnly" : "DisplayYesNo";
}

}  // namespace

Daemon::Daemon(GDBusConnection& bus, const Config& config, Paths paths)
    : paths_{std::move(paths)},
      pairing_{config.pairing},
      admissions_{paths_.state},
      announcer_{announcer_settings(config, paths_),
                 [this](pairing::Ticket ticket, bool heard) {
                   if (heard)
                     on(pairing::Heard{ticket});
                   else
                     on(pairing::SpeechFailed{ticket});
                 }},
      agent_{
          bus,
          {[this](const pairing::Event& event) { called(event); },
           [this] {
             g_message("BlueZ has released our agent");
             registration_.released();
           },
           [this](const pairing::Device& device) { return standing(device); }}},
      adapters_{bus, [this] { readiness_changed(); }},
      registration_{bus, capability(config), [this] { readiness_changed(); }},
      calls_{bus, bluez::service},
      objects_{bus, objects_taker()} {
  adapters_.only(config.adapter);
  adapters_.name(config.speaker_name);
}

Daemon::~Daemon() = default;

void Daemon::start(bool power_on) {
  on(pairing::Started{power_on});
}

void Daemon::reconfigure(const Config& config) {
  announcer_.settings(announcer_settings(config, paths_));
  adapters_.only(config.adapter);
  adapters_.name(config.speaker_name);
  registration_.capability(capability(config));
  on(pairing::Reconfigured{config.pairing});
}

void Daemon::stop(std::function<void()> done) {
  on(pairing::Stopped{});
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
  events_.push_back(event);
  // An effect may raise the next event; it waits until this one is done.
  if (std::exchange(deciding_, true)) return;
  while (!events_.empty()) {
    const pairing::Event next = std::move(events_.front());
    events_.pop_front();
    log(next);
    for (const pairing::Effect& effect : pairing_.on(next, now()))
      std::visit([this](const auto& e) { perform(e); }, effect);
  }
  deciding_ = false;
  set_deadline();
}

void Daemon::set_deadline() {
  if (const auto deadline = pairing_.deadline())
    deadline_.once(*deadline - now(), [this] { on(pairing::Tick{}); });
  else
    deadline_.stop();
}

bluez::Objects::Taker Daemon::objects_taker() {
  return {
      .came =
          [this](const char* owner) {
            g_message("bluetoothd is there");
            agent_.trust(owner);
          },
      .complete =
          [this] {
            if (adapters_.speaker_name().empty())
              g_message("there is no Bluetooth adapter; waiting for one");
            // Only now is each device's adapter known, and so our list's word.
            for (const auto& [path, device] : devices_)
              on(pairing::DeviceChanged{path, standing(path)});
            registration_.begin();
            reconcile_.once(removed_after, [this] { reconcile(); });
          },
      .went =
          [this] {
            g_message("bluetoothd is gone; waiting for it");
            agent_.trust(nullptr);
            adapters_.release();
            registration_.end();
            devices_.clear();
            adapters_.clear();
          },
      .changed =
          [this](const char* path, const char* interface,
                 GVariant* properties) {
            object_changed(path, interface, properties);
          },
      .removed =
          [this](const char* path, const char* interface) {
            object_removed(path, interface);
          },
  };
}

void Daemon::object_changed(const char* path, const char* interface,
                            GVariant* properties) {
  if (g_str_equal(interface, bluez::adapter_interface))
    adapters_.take(path, properties);
  else if (g_str_equal(interface, bluez::device_interface))
    device_changed(path, properties);
}

void Daemon::device_changed(const std::string& path, GVariant* properties) {
  std::optional<bluez::Device> before;
  if (const auto* known = devices_.find(path)) before = *known;
  if (!devices_.take(path, properties)) return;
  const bluez::Device& device = *devices_.find(path);
  if (before && before->address != device.address)
    admissions_.readdress(key(*before), device.address);
  on(pairing::DeviceChanged{path, standing(path)});
}

void Daemon::object_removed(const char* path, const char* interface) {
  if (g_str_equal(interface, bluez::adapter_interface)) {
    adapters_.remove(path);
  } else if (g_str_equal(interface, bluez::device_interface)) {
    devices_.remove(path);
    on(pairing::DeviceGone{path});
    reconcile_.once(removed_after, [this] { reconcile(); });
  }
}

void Daemon::readiness_changed() {
  const bool ready = registration_.is_default() && adapters_.any_powered();
  const bool was_ready = std::exchange(ready_, ready);
  if (ready && !was_ready) {
    g_message("ready: the default agent, on a powered adapter");
    on(pairing::Ready{});
  }
  // After the core has said whether the box is to be seen: BlueZ is busy with
  // one value when the next one comes.
  if (registration_.is_default()) adapters_.enforce();
  if (!ready && was_ready) {
    g_message("not ready: no agent or no powered adapter");
    // Visible without an agent, the box would let everybody in.
    adapters_.hide();
    on(pairing::Unready{});
  }
}

void Daemon::reconcile() {
  std::vector<Admissions::Key> gone;
  for (const auto& [admitted, admission] : admissions_.list()) {
    const bool adapter_is_there = adapters_.has(admitted.first);
    bool known = false;
    for (const auto& [path, device] : devices_)
      known = known || key(device) == admitted;
    if (adapter_is_there && !known) gone.push_back(admitted);
  }
  for (const Admissions::Key& admitted : gone) {
    g_message("%s was removed from BlueZ and is admitted no more",
              admitted.second.c_str());
    admissions_.remove(admitted);
  }
}

pairing::Standing Daemon::standing(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return {};
  return {.bonded = device->bonded,
          .connected = device->connected,
          .trusted = device->trusted,
          .admitted = admissions_.contains(key(*device))};
}

Admissions::Key Daemon::key(const bluez::Device& device) const {
  const auto* adapter = adapters_.find(device.adapter);
  return {adapter ? adapter->address : device.adapter, device.address};
}

std::string Daemon::describe(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return "an unknown device";
  return "'" + printable(device->name) + "' (" + device->address + ")";
}

void Daemon::log(const pairing::Event& event) const {
  if (const auto* asked = std::get_if<pairing::Asked>(&event))
    g_message("%s asks: %s", describe(asked->device).c_str(),
              text(asked->method));
  else if (const auto* service = std::get_if<pairing::ServiceAsked>(&event))
    g_message("%s asks for %s", describe(service->device).c_str(),
              service->audio ? "audio" : "a service that is no audio");
  else if (std::holds_alternative<pairing::Heard>(event))
    g_info("the announcement was played to its end");
  else if (std::holds_alternative<pairing::Cancelled>(event))
    g_message("BlueZ cancels the request");
}
