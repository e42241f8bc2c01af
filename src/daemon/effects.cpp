// SPDX-License-Identifier: GPL-3.0-or-later
// What the daemon does with each effect of the core.
#include <chrono>
#include <string>
#include <utility>

#include "bluez/names.hpp"
#include "daemon/daemon.hpp"
#include "host/printable.hpp"
#include "pairing/words.hpp"
#include "store/clock.hpp"

namespace {

using namespace std::chrono_literals;

// bluetoothd hides the box by itself a little later than we do, in case that
// this daemon dies while the window is open.
constexpr auto hidden_after = 10s;

}  // namespace

void Daemon::perform(const pairing::Announce& announce) {
  std::string device;
  if (const auto* known = devices_.find(announce.device)) device = known->name;
  g_info("says %s", text(announce.prompt));
  announcer_.announce(announce, {adapters_.speaker_name(), device});
}

void Daemon::perform(const pairing::Hush& hush) {
  if (hush.all)
    announcer_.silence();
  else
    announcer_.hush();
}

void Daemon::perform(const pairing::Accept& accept) {
  agent_.accept(accept.call);
}

void Daemon::perform(const pairing::Answer& answer) {
  agent_.answer(answer.call, answer.passkey);
}

void Daemon::perform(const pairing::Reject& reject) {
  g_message("refused: %s", text(reject.reason));
  agent_.reject(reject.call, text(reject.reason));
}

void Daemon::perform(const pairing::OpenWindow& open) {
  g_message("the pairing window is open");
  // In front of all other agents before anybody can see the box.
  registration_.window(true);
  const auto length =
      open.length
          ? std::chrono::ceil<std::chrono::seconds>(*open.length + hidden_after)
          : 0s;
  adapters_.show(static_cast<std::uint32_t>(length.count()));
}

void Daemon::perform(const pairing::CloseWindow&) {
  g_message("the pairing window is shut");
  registration_.window(false);
  adapters_.hide();
}

void Daemon::perform(const pairing::Admit& admit) {
  const auto* device = devices_.find(admit.device);
  if (!device) return;
  g_message("admitted: %s, by consent: %s", describe(admit.device).c_str(),
            name(admit.consent));
  std::string until;
  if (const auto stay = config_.guests_stay)
    until = utc::now(std::chrono::ceil<std::chrono::seconds>(*stay));
  admissions_.add(key(*device), {printable(device->name), utc::now(),
                                 name(admit.consent), std::move(until)});
  pcms_.unmute(admit.device);
  look_at_guests();
}

void Daemon::perform(const pairing::Dismiss& dismiss) {
  const auto* device = devices_.find(dismiss.device);
  if (!device) return;
  g_message("no longer admitted: %s", describe(dismiss.device).c_str());
  admissions_.remove(key(*device));
}

void Daemon::perform(const pairing::Mute& mute) {
  pcms_.mute(mute.device);
}

void Daemon::perform(const pairing::Echo& echo) {
  announcer_.echo(echo);
}

void Daemon::perform(const pairing::Trust& trust) {
  set(trust.device, "Trusted", true);
}

void Daemon::perform(const pairing::Distrust& distrust) {
  set(distrust.device, "Trusted", false);
}

void Daemon::perform(const pairing::Remove& remove) {
  const auto* device = devices_.find(remove.device);
  if (!device) return;
  calls_.call(device->adapter.c_str(), bluez::adapter_interface, "RemoveDevice",
              g_variant_new("(o)", remove.device.c_str()),
              [path = remove.device](GVariant*, const GError* error) {
                // BlueZ forgets a stranger's device by itself, too.
                if (error)
                  g_debug("%s can't be removed: %s", path.c_str(),
                          error->message);
              });
}

void Daemon::set(const pairing::Device& device, const char* property,
                 bool value) {
  calls_.call(device.c_str(), glib::properties_interface, "Set",
              g_variant_new("(ssv)", bluez::device_interface, property,
                            g_variant_new_boolean(value)),
              [device, property, value](GVariant*, const GError* error) {
                if (error)
                  g_warning("%s can't be set to %s of %s: %s", property,
                            value ? "yes" : "no", device.c_str(),
                            error->message);
              });
}
