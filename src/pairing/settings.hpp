// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "pairing/consent.hpp"

namespace pairing {

/** What opens the pairing window. */
enum class Opening : std::uint8_t {
  power_on,  ///< the daemon's first start after a boot
  start,     ///< every start of the daemon
  always,    ///< it stays open
  never,     ///< nothing but an act in the room
};

/** What the owner decides about pairing; see data/earshot.conf. */
struct Settings {
  Opening open_at = Opening::power_on;
  std::chrono::milliseconds open_for = std::chrono::minutes{3};
  /** A window that nobody opened is shut while a phone that is in is there. */
  bool hidden_in_use = false;
  unsigned close_after_failures = 3;  ///< 1 or more
  /** Any of these that is possible now is the room's yes. */
  Acts consent{Consent::key, Consent::owner, Consent::knock, Consent::command};
  bool first_heard = true;  ///< hearing the code is enough while nobody is in
  /** A power cut within this time takes an admission back that rests on hearing
   * alone; 0: none does. */
  std::chrono::milliseconds undo = std::chrono::minutes{2};
  bool just_works = false;      ///< ask about devices without a number
  bool trust = false;           ///< set Trusted on admitted devices
  bool distrust_others = true;  ///< take Trusted from whatever else has it
  bool safe = true;  ///< false: this box must not open the window at all

  bool operator==(const Settings&) const = default;
};

}  // namespace pairing
