// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/volume_links.hpp"

#include <algorithm>
#include <utility>

#include "bluez/names.hpp"

namespace bluez {
namespace {

constexpr const char* controller = "0000110e-0000-1000-8000-00805f9b34fb";
constexpr const char* target = "0000110c-0000-1000-8000-00805f9b34fb";

}  // namespace

VolumeLinks::VolumeLinks(GDBusConnection& bus, const Transports& transports)
    : transports_{transports}, calls_{bus, service} {}

void VolumeLinks::control_changed(const std::string& device,
                                  GVariant* properties, bool seen) {
  gboolean connected = FALSE;
  if (!g_variant_lookup(properties, "Connected", "b", &connected)) return;
  Link& link = links_[device];
  link.connected = connected;
  link.came_first = connected && seen && !has_stream(device);
  if (link.came_first)
    g_debug("AVRCP of %s came before its stream", device.c_str());
  check(device);
}

bool VolumeLinks::check(const std::string& device) {
  const auto found = links_.find(device);
  if (found == links_.end()) return false;
  Link& link = found->second;
  const auto now = std::chrono::steady_clock::now();
  if (!has_stream(device))
    link.stream_since.reset();
  else if (!link.stream_since)
    link.stream_since = now;
  const unsigned before = std::exchange(link.told, messages(device));
  const bool sent = link.told > before && link.is_heard(now);
  link.arrives |= sent;
  if (link.done) return sent;
  if (!is_lost(device, link))
    link.timer.stop();
  else if (!link.timer.running())
    link.timer.once(patience, [this, device] { connect_anew(device); });
  return sent;
}

bool VolumeLinks::Link::is_heard(
    std::chrono::steady_clock::time_point now) const {
  const bool is_new = stream_since && now - *stream_since < restored_within;
  return connected && !(came_first && is_new);
}

unsigned VolumeLinks::messages(const std::string& device) const {
  unsigned sum = 0;
  for (const auto& [path, transport] : transports_)
    if (transport.device == device) sum += transport.messages;
  return sum;
}

bool VolumeLinks::arrives(const std::string& device) const {
  const auto found = links_.find(device);
  return found != links_.end() && found->second.arrives;
}

bool VolumeLinks::has_stream(const std::string& device) const {
  return std::any_of(
      transports_.begin(), transports_.end(),
      [&](const auto& entry) { return entry.second.device == device; });
}

bool VolumeLinks::is_lost(const std::string& device, const Link& link) const {
  return link.came_first && !link.arrives && has_stream(device);
}

void VolumeLinks::connect_anew(const std::string& device) {
  links_.at(device).done = true;
  g_info("no volume of %s has arrived: AVRCP is connected anew",
         device.c_str());
  // Both are one link; of either a phone may have no record, and that is no
  // fault.
  call(device, "DisconnectProfile", controller,
       [this, device](GVariant*, const GError*) {
         call(device, "DisconnectProfile", target,
              [this, device](GVariant*, const GError*) {
                connect(device, attempts);
              });
       });
}

/** BlueZ may be busy with the device, or the phone have connected it. */
void VolumeLinks::connect(const std::string& device, int left) {
  call(device, "ConnectProfile", left % 2 == 0 ? controller : target,
       [this, device, left](GVariant*, const GError* error) {
         if (!error) return;
         g_info("AVRCP can't be connected: %s", error->message);
         const auto found = links_.find(device);
         if (found == links_.end() || left == 1) return;
         found->second.timer.once(
             again_after, [this, device, left] { connect(device, left - 1); });
       });
}

void VolumeLinks::call(const std::string& device, const char* method,
                       const char* profile, glib::Calls::Reply then) {
  calls_.call(device.c_str(), device_interface, method,
              g_variant_new("(s)", profile), std::move(then));
}

}  // namespace bluez
