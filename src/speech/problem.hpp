// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "voice/phrasebook.hpp"

/** What can be wrong with the machine. */
enum class Problem : std::uint8_t {
  no_bluetooth,  ///< bluetoothd does not run
  no_adapter,    ///< there is no adapter
  off,           ///< there is one, and it is off and stays off (rfkill)
  mistake,       ///< the configuration is wrong
  unsafe,        ///< the kernel is too old to pair safely
  no_language,   ///< the configured language can't be spoken
  not_kept,      ///< our list of phones can't be written
};

/** As D-Bus names it; stays the same from version to version. */
const char* name(Problem problem);
/** As the command tells it. */
const char* text(Problem problem);
/** As it is said aloud. */
voice::Phrase phrase(Problem problem);

std::optional<Problem> problem_named(std::string_view named);
