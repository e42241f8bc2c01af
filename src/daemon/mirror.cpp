// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/mirror.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "bluez/names.hpp"
#include "glib/properties.hpp"
#include "host/address.hpp"
#include "host/printable.hpp"
#include "store/clock.hpp"

Mirror::Mirror(GDBusConnection& bus, const bluez::Adapters& adapters,
               const Admissions& admissions, Listener listener)
    : adapters_{adapters},
      admissions_{admissions},
      listener_{std::move(listener)},
      devices_{bus},
      transports_{bus},
      objects_{bus,
               bluez::service,
               "/",
               {.came = [this](const char* owner) { listener_.came(owner); },
                .complete = [this] { listener_.complete(); },
                .went =
                    [this] {
                      devices_.clear();
                      transports_.clear();
                      players_.clear();
                      listener_.went();
                    },
                .changed =
                    [this](const char* path, const char* interface,
                           GVariant* properties) {
                      changed(path, interface, properties);
                    },
                .removed =
                    [this](const char* path, const char* interface) {
                      removed(path, interface);
                    }}} {}

void Mirror::changed(const char* path, const char* interface,
                     GVariant* properties) {
  const std::string_view what = interface;
  if (what == bluez::device_interface) {
    std::optional<bluez::Device> before;
    if (const auto* known = devices_.find(path)) before = *known;
    if (devices_.update(path, properties))
      listener_.device_changed(path, before ? &*before : nullptr);
  } else if (what == bluez::transport_interface) {
    const auto* known = transports_.find(path);
    const unsigned messages = known ? known->messages : 0;
    if (!transports_.update(path, properties)) return;
    // A copy: what follows may end the stream.
    const bluez::Transport transport = *transports_.find(path);
    std::optional<std::uint8_t> volume;
    if (transport.messages != messages)
      volume = static_cast<std::uint8_t>(
          std::min<std::uint16_t>(*transport.volume, 127));
    listener_.transport_changed(transport, volume);
  } else if (what == bluez::adapter_interface) {
    listener_.adapter(path, properties);
  } else if (what == bluez::control_interface) {
    listener_.control(path, properties);
  } else if (what == bluez::player_interface) {
    if (!players_.update(path, properties)) return;
    const bluez::Player player = *players_.find(path);
    listener_.player(path, &player);
  }
}

void Mirror::removed(const char* path, const char* interface) {
  const std::string_view what = interface;
  if (what == bluez::device_interface) {
    devices_.remove(path);
    listener_.device_gone(path);
  } else if (what == bluez::transport_interface) {
    const auto* known = transports_.find(path);
    const pairing::Device device = known ? known->device : "";
    transports_.remove(path);
    listener_.transport_gone(device);
  } else if (what == bluez::adapter_interface) {
    listener_.adapter(path, nullptr);
  } else if (what == bluez::player_interface) {
    players_.remove(path);
    listener_.player(path, nullptr);
  }
}

pairing::Standing Mirror::standing(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return {};
  return {.bonded = device->bonded,
          .connected = device->connected,
          .trusted = device->trusted,
          .admitted = admissions_.contains(key(*device), utc::now()),
          .leaving = admissions_.leaving().contains(key(*device)),
          .is_private = device->is_private,
          .is_keyboard = device->is_keyboard};
}

bool Mirror::is_unlisted(const pairing::Device& path) const {
  const pairing::Standing now = standing(path);
  return objects_.complete() && adapters_.has_device(path) &&
         (now.bonded || now.trusted) && !now.admitted &&
         !devices_.find(path)->blocked;
}

bool Mirror::plays(const pairing::Device& path) const {
  return std::any_of(transports_.begin(), transports_.end(),
                     [&](const auto& entry) {
                       const auto& [name, transport] = entry;
                       return transport.device == path && transport.plays();
                     });
}

Admissions::Key Mirror::key(const bluez::Device& device) const {
  const auto* adapter = adapters_.find(device.adapter);
  return {adapter ? adapter->address : device.adapter, device.address};
}

std::optional<pairing::Device> Mirror::find(const Admissions::Key& key) const {
  for (const auto& [path, device] : devices_)
    if (this->key(device) == key) return path;
  return std::nullopt;
}

bool Mirror::is_shared(const Admissions::Key& key,
                       const pairing::Device& path) const {
  return std::any_of(devices_.begin(), devices_.end(), [&](const auto& entry) {
    return entry.first != path && this->key(entry.second) == key;
  });
}

std::vector<pairing::Device> Mirror::find_all(const std::string& named) const {
  std::vector<pairing::Device> result;
  for (const auto& [path, device] : devices_)
    if (path == named || same_address(device.address, named))
      result.push_back(path);
  return result;
}

std::string Mirror::describe(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return "an unknown device";
  return fmt::format("'{}' ({})", printable(device->name), device->address);
}

bool Mirror::knows_adapter(const Admissions::Key& key) const {
  return adapters_.has(key.first);
}

control::Device Mirror::known(const pairing::Device& path) const {
  const auto* device = devices_.find(path);
  if (!device) return {path, {}, {}};
  return {path, device->address, printable(device->name)};
}
