// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/visits.hpp"

#include <utility>

Visits::Visits(const Mirror& mirror, Listener listener)
    : mirror_{mirror}, listener_{std::move(listener)} {}

void Visits::begin() {
  for (const auto& [path, transport] : mirror_.transports())
    if (transport.plays()) playing_.insert(transport.device);
}

void Visits::check(const pairing::Device& path) {
  const auto* device = mirror_.devices().find(path);
  if (!mirror_.complete() || !device || !mirror_.standing(path).admitted)
    return;
  if (device->connected && mirror_.plays(path) && playing_.insert(path).second)
    listener_.plays(device->name);
  if (!device->connected && playing_.erase(path) > 0)
    listener_.left(device->name);
}
