// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/visits.hpp"

#include <utility>

Visits::Visits(const Mirror& mirror, Listener listener)
    : mirror_{mirror}, listener_{std::move(listener)} {}

void Visits::begin() {
  for (const auto& [path, transport] : mirror_.transports())
    if (transport.plays()) playing_.insert(transport.device);
}

bool Visits::check(const pairing::Device& path) {
  const auto* device = mirror_.devices().find(path);
  if (!mirror_.complete() || !device || !mirror_.standing(path).admitted)
    return false;
  if (!device->connected && playing_.erase(path) > 0)
    listener_.left(device->name);
  if (!device->connected || !mirror_.plays(path) || !listener_.is_heard(path) ||
      !playing_.insert(path).second)
    return false;
  listener_.plays(device->name);
  return true;
}

void Visits::took_over(const pairing::Device& path) {
  playing_.erase(path);
  check(path);
}
