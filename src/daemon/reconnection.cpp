// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/reconnection.hpp"

#include <algorithm>
#include <utility>

#include "bluez/names.hpp"

namespace {

constexpr const char* audio_source = "0000110a-0000-1000-8000-00805f9b34fb";

}  // namespace

Reconnection::Reconnection(GDBusConnection& bus, const Mirror& mirror,
                           Admissions& admissions,
                           std::function<bool()> may_call)
    : mirror_{mirror},
      admissions_{admissions},
      may_call_{std::move(may_call)},
      calls_{bus, bluez::service} {}

void Reconnection::wanted(bool wanted) {
  wanted_ = wanted;
  if (!wanted) left_ = 0;
}

void Reconnection::ready(bool ready) {
  if (ready)
    wait();
  else
    next_.stop();
}

void Reconnection::wait() {
  if (left_ > 0) next_.once(pause_, [this] { call(); });
}

void Reconnection::call() {
  const auto phone = last();
  if (left_ == 0 || !phone || is_anybody_here()) {
    left_ = 0;
    return;
  }
  --left_;
  pause_ *= 2;
  if (!may_call_()) return wait();
  g_info("calls %s, which was here last", mirror_.describe(*phone).c_str());
  calls_.call(phone->c_str(), bluez::device_interface, "ConnectProfile",
              g_variant_new("(s)", audio_source),
              [this](GVariant*, const GError* error) {
                if (!error) return;
                g_info("it does not come: %s", error->message);
                wait();
              });
}

std::optional<pairing::Device> Reconnection::last() const {
  const auto key = admissions_.last();
  if (!key) return std::nullopt;
  auto phone = mirror_.find(*key);
  if (!phone) return std::nullopt;
  const pairing::Standing standing = mirror_.standing(*phone);
  if (!standing.admitted || !standing.bonded) phone.reset();
  return phone;
}

bool Reconnection::is_anybody_here() const {
  return std::any_of(mirror_.devices().begin(), mirror_.devices().end(),
                     [this](const auto& entry) {
                       const auto standing = mirror_.standing(entry.first);
                       return standing.admitted && standing.connected;
                     });
}

void Reconnection::check(const pairing::Device& device) {
  const auto* known = mirror_.devices().find(device);
  if (known && mirror_.standing(device).admitted && mirror_.plays(device))
    admissions_.note_last(mirror_.key(*known));
}
