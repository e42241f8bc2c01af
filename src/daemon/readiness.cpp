// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/readiness.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

#include "daemon/loop.hpp"

namespace {

using namespace std::chrono_literals;

// bluetoothd hides the box by itself a little later than we do, in case that
// this daemon dies while the window is open.
constexpr auto hidden_after = 10s;
// And so it does where the window has no end: not at once, for each renewal is
// written to bluetoothd's settings file.
constexpr std::chrono::seconds lease = 5min;
constexpr auto leave_within = 2s;
constexpr auto look_every = 20ms;

const char* capability(const Config& config) {
  if (config.pairing.consent.has(pairing::Consent::keypad))
    return "KeyboardOnly";
  return config.display_only ? "DisplayOnly" : "DisplayYesNo";
}

}  // namespace

Readiness::Readiness(GDBusConnection& bus, const Config& config,
                     Listener listener)
    : listener_{std::move(listener)},
      adapters_{bus,
                [this] {
                  listener_.adapters_changed();
                  look();
                }},
      registration_{bus, capability(config), [this] { look(); }} {}

void Readiness::configure(const Config& config) {
  adapters_.only(config.adapter);
  adapters_.name(config.speaker_name);
  registration_.capability(capability(config));
}

void Readiness::begin() {
  registration_.begin();
}

void Readiness::end() {
  adapters_.release();
  registration_.end();
  adapters_.clear();
}

void Readiness::released() {
  registration_.released();
}

void Readiness::update_adapter(const char* path, GVariant* properties) {
  if (!properties) return adapters_.remove(path);
  adapters_.update(path, properties);
  if (adapters_.pairable_unasked()) registration_.pushed_aside();
}

void Readiness::look() {
  const bool ready = registration_.is_default() && adapters_.any_powered();
  const bool was_ready = std::exchange(ready_, ready);
  if (ready && !was_ready) {
    g_message("ready: the default agent, on a powered adapter");
    listener_.changed(true);
  }
  // After the core has said whether the box is to be seen: BlueZ is busy with
  // one value when the next one comes.
  if (registration_.is_default()) adapters_.enforce();
  if (!ready && was_ready) {
    g_message("not ready: no agent or no powered adapter");
    // Visible without an agent, the box would let everybody in.
    adapters_.hide();
    listener_.changed(false);
  }
}

void Readiness::show(std::optional<pairing::Time> length) {
  // In front of all other agents before anybody can see the box.
  registration_.window(true);
  if (!length)
    return adapters_.keep_shown(static_cast<std::uint32_t>(lease.count()));
  const auto seconds =
      std::chrono::ceil<std::chrono::seconds>(*length + hidden_after);
  adapters_.show(static_cast<std::uint32_t>(seconds.count()));
}

void Readiness::hide() {
  registration_.window(false);
  adapters_.hide();
}

void Readiness::leave(std::function<void()> done) {
  // The agent last: without it a box that is visible lets everybody in.
  const auto until = Loop::now() + leave_within;
  leaving_.every(look_every, [this, until, done = std::move(done)] {
    if (!adapters_.settled() && Loop::now() < until) return;
    leaving_.stop();
    if (!adapters_.settled())
      g_warning("BlueZ did not hide the box; it does so by itself in minutes");
    registration_.unregister();
    done();
  });
}
