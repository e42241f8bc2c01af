// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "voice/sound.hpp"

namespace voice {

/**
 * Two soft notes that wake an amplifier and the room before words are said.
 * `length` in milliseconds, 0 (nothing at all) to 2000. Peak -12 dBFS.
 */
Sound chime(std::chrono::milliseconds length);

/** One short note: a key of the keypad was taken. */
Sound click();

}  // namespace voice
