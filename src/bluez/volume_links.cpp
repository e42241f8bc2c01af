// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/volume_links.hpp"

#include "bluez/names.hpp"

namespace bluez {
namespace {

constexpr const char* controller = "0000110e-0000-1000-8000-00805f9b34fb";
constexpr const char* target = "0000110c-0000-1000-8000-00805f9b34fb";

}  // namespace

VolumeLinks::VolumeLinks(GDBusConnection& bus, const Transports& transports)
    : transports_{transports}, calls_{bus, service} {}

void VolumeLinks::check(const std::string& path) {
  const Transport* transport = transports_.find(path);
  if (!transport) return;
  const auto [stream, is_new] = streams_.try_emplace(path);
  if (transport->sends_volume)
    stream->second.stop();
  else if (is_new)
    stream->second.once(patience, [this, path] { connect_anew(path); });
}

void VolumeLinks::connect_anew(const std::string& path) {
  const Transport* transport = transports_.find(path);
  if (!transport) return;
  const std::string device = transport->device;
  g_info("no volume of %s has arrived: AVRCP is connected anew",
         device.c_str());
  const auto call = [this, device](const char* method, const char* profile,
                                   glib::Calls::Reply then) {
    calls_.call(device.c_str(), device_interface, method,
                g_variant_new("(s)", profile), std::move(then));
  };
  // One of the two is not connected, as a rule; that is no fault.
  call("DisconnectProfile", controller, [call](GVariant*, const GError*) {
    call("DisconnectProfile", target, [call](GVariant*, const GError*) {
      call("ConnectProfile", controller, [](GVariant*, const GError* error) {
        if (error) g_info("AVRCP can't be connected: %s", error->message);
      });
    });
  });
}

}  // namespace bluez
