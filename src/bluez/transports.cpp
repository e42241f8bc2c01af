// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/transports.hpp"

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "glib/properties.hpp"

namespace bluez {

bool Transport::take(const std::string&, GVariant* properties) {
  glib::look_up(properties, "Device", device);
  glib::look_up(properties, "State", state);
  std::optional<std::uint16_t> told;
  glib::look_up(properties, "Volume", told);
  if (!told) return true;
  const bool is_first = !volume;
  volume = told;
  if (set == told)
    set.reset();
  else if (!is_first || told != unsent)
    ++messages;
  return true;
}

Transports::Transports(GDBusConnection& bus) : calls_{bus, service} {}

void Transports::set_volume(const std::string& device, std::uint8_t volume) {
  for (auto& [path, transport] : things()) {
    // BlueZ tells nothing of a volume that stays the same.
    if (transport.device != device || transport.volume == volume) continue;
    transport.set = volume;
    calls_.call(path.c_str(), glib::properties_interface, "Set",
                g_variant_new("(ssv)", transport_interface, "Volume",
                              g_variant_new_uint16(volume)),
                [path = path](GVariant*, const GError* error) {
                  // Where the phone can't be told, the stream has it all the
                  // same, and BlueZ tells of it after this.
                  if (error)
                    g_info("the volume of %s is not passed on: %s",
                           path.c_str(), error->message);
                });
  }
}

}  // namespace bluez
