// SPDX-License-Identifier: GPL-3.0-or-later
// What BlueALSA tells of the phones' music, and the stage decides of it.
#include "daemon/parts.hpp"

bluealsa::Pcms::Listener Daemon::Parts::pcms_listener() {
  return {
      .changed =
          [this] {
            music.sources_changed();
            stage.check();
            offer_acts();
          },
      .muted =
          [this](const std::string& d) {
            loop.on(pairing::Muted{d});
            tell_playing(d);
          },
      .not_muted =
          [this](const std::string& d) { loop.on(pairing::NotMuted{d}); },
  };
}

Stage::Listener Daemon::Parts::stage_listener() {
  return {
      .has_turn =
          [this](const pairing::Device& device) {
            return visits.check(device);
          },
      .took_over =
          [this](const pairing::Device& device) { visits.took_over(device); },
      .turned_away =
          [this](const pairing::Device& device, const pairing::Device& holder) {
            g_info("%s is mute: %s has the speaker",
                   mirror.describe(device).c_str(),
                   mirror.describe(holder).c_str());
            const auto* known = mirror.devices().find(holder);
            if (known && !loop.core().is_quiet()) announcer.in_use(known->name);
          },
  };
}
