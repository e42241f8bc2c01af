// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/sound.hpp"

namespace voice {

/** The active level that all speech is brought to, in dBFS. */
inline constexpr double speech_level = -18;

/**
 * The active level of speech in dBFS: the mean power of those 20 ms that are
 * within 35 dB of the loudest (after ITU-T P.56). -200 for silence.
 */
double active_level(const Sound& sound);

/**
 * The sound at this active level, with no sample above -1 dBFS: where one would
 * be, a limiter that looks 5 ms ahead lowers the gain for a moment. Near
 * silence is raised by 12 dB at most.
 */
Sound at_level(const Sound& sound, double level = speech_level);

/**
 * The sound at `volume` in per cent, 0..100, by ear: the cube of it is the
 * amplitude, so 50 is 18 dB less than 100 (as alsamixer shows a mixer).
 */
Sound scaled(const Sound& sound, int volume);

}  // namespace voice
