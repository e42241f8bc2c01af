// SPDX-License-Identifier: GPL-3.0-or-later
// What BlueZ tells of its objects, and what it means for us.
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "bluez/names.hpp"
#include "daemon/daemon.hpp"
#include "glib/properties.hpp"
#include "host/printable.hpp"
#include "store/clock.hpp"

namespace {

using namespace std::chrono_literals;

// bluetoothd takes all objects away when it ends, and an adapter takes its
// devices along: only what is still gone after this was removed by somebody.
constexpr auto removed_after = 5s;

}  // namespace

glib::Objects::Listener Daemon::objects_listener() {
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
            look_at_guests();
            for (const auto& [path, transport] : transports_)
              if (transport.plays()) playing_.insert(transport.device);
            mirrored_ = true;
            problems_.report(Problem::no_bluetooth, false);
            look_at_adapters();
            for (const auto& [path, device] : devices_)
              on(pairing::DeviceChanged{path, standing(path)});
            look_at_room();
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
            transports_.clear();
            music_.clear();
            playing_.clear();
            mirrored_ = false;
            look_at_room();
            adapters_.clear();
            problems_.report(Problem::no_adapter, false);
            problems_.report(Problem::no_bluetooth, true, boot_time);
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
  if (g_str_equal(interface, bluez::adapter_interface)) {
    adapters_.update(path, properties);
    if (adapters_.pairable_unasked()) registration_.pushed_aside();
  } else if (g_str_equal(interface, bluez::device_interface)) {
    device_changed(path, properties);
  } else if (g_str_equal(interface, bluez::transport_interface)) {
    transport_changed(path, properties);
  } else if (g_str_equal(interface, bluez::player_interface)) {
    music_.player_changed(path, properties);
  }
}

void Daemon::device_changed(const std::string& path, GVariant* properties) {
  std::optional<bluez::Device> before;
  if (const auto* known = devices_.find(path)) before = *known;
  if (!devices_.update(path, properties)) return;
  const bluez::Device& device = *devices_.find(path);
  if (before && before->address != device.address)
    admissions_.readdress(key(*before), device.address);
  if (mirrored_ && before && before->connected != device.connected &&
      standing(path).admitted)
    control_.happened(device.connected ? "connected" : "disconnected",
                      known(path).facts());
  on(pairing::DeviceChanged{path, standing(path)});
  look_at_room();
  look_at_guest(path);
}

void Daemon::transport_changed(const std::string& path, GVariant* properties) {
  if (!transports_.update(path, properties)) return;
  const bluez::Transport transport = transports_.at(path);
  if (transport.plays() && pcms_.may_be_heard(transport.device))
    on(pairing::NotMuted{transport.device});
  music_.sources_changed();
  look_at_room();
  look_at_guest(transport.device);
  std::optional<std::uint16_t> told;
  glib::look_up(properties, "Volume", told);
  if (told)
    on(pairing::VolumeChanged{
        transport.device,
        static_cast<std::uint8_t>(std::min<std::uint16_t>(*told, 127)),
        standing(transport.device)});
}

void Daemon::object_removed(const char* path, const char* interface) {
  if (g_str_equal(interface, bluez::adapter_interface)) {
    adapters_.remove(path);
  } else if (g_str_equal(interface, bluez::device_interface)) {
    devices_.remove(path);
    pcms_.forget(path);
    on(pairing::DeviceGone{path});
    look_at_room();
    reconcile_.once(removed_after, [this] { reconcile(); });
    playing_.erase(path);
  } else if (g_str_equal(interface, bluez::transport_interface)) {
    transports_.remove(path);
    look_at_room();
  } else if (g_str_equal(interface, bluez::player_interface)) {
    music_.player_removed(path);
  }
}

bool Daemon::plays(const pairing::Device& path) const {
  return std::any_of(
      transports_.begin(), transports_.end(), [&](const auto& transport) {
        return transport.second.device == path && transport.second.plays();
      });
}

void Daemon::look_at_guest(const pairing::Device& path) {
  const auto* device = devices_.find(path);
  if (!mirrored_ || !device || !standing(path).admitted) return;
  // Once a connection: a pause between two songs is no news.
  if (device->connected && plays(path) && playing_.insert(path).second &&
      !quiet_)
    announcer_.playing(device->name);
  if (!device->connected && playing_.erase(path) > 0 && !quiet_)
    announcer_.left(device->name);
}

void Daemon::look_at_adapters() {
  problems_.report(Problem::no_adapter, !adapters_.any_powered(), boot_time);
}

void Daemon::readiness_changed() {
  if (mirrored_) look_at_adapters();
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
    if (adapter_is_there && !find(admitted)) gone.push_back(admitted);
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
          .admitted = admissions_.contains(key(*device), utc::now())};
}

Admissions::Key Daemon::key(const bluez::Device& device) const {
  const auto* adapter = adapters_.find(device.adapter);
  return {adapter ? adapter->address : device.adapter, device.address};
}

std::optional<pairing::Device> Daemon::find(const Admissions::Key& key) const {
  for (const auto& [path, device] : devices_)
    if (this->key(device) == key) return path;
  return std::nullopt;
}

std::string Daemon::describe(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return "an unknown device";
  return "'" + printable(device->name) + "' (" + device->address + ")";
}
