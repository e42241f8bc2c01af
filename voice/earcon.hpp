// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "voice/sound.hpp"

namespace voice {

/** What kind of sentence follows: told apart by ear before a word is said. */
enum class Earcon : std::uint8_t {
  asks,     ///< something is to be done: a rising fifth
  yes,      ///< something went well: a major chord, note by note
  no,       ///< something is over or refused: a falling third
  problem,  ///< something is wrong: the same low note twice
};

/**
 * Soft notes at -12 dBFS that wake amplifier and room before words are said,
 * sounding all the time: what sleeps deeply must not hear a pause. `length` in
 * milliseconds, 0 (nothing at all) to 2000.
 */
Sound earcon(Earcon kind, std::chrono::milliseconds length);

/** One note that asks for an answer. */
Sound tone();

/** One short note: a key of the keypad was taken. */
Sound click();

}  // namespace voice
