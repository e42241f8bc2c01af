// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "voice/sound.hpp"

namespace voice {

/**
 * What is sent to a sound output: what a music player would send, 44,100 Hz
 * and two channels. Pipes and route tables take channels as they are given,
 * and are set up for such a player: one channel would come out on one side, at
 * twice the speed, or not at all.
 */
namespace stereo {

inline constexpr unsigned channels = 2;
inline constexpr unsigned rate = 2 * Sound::rate;

/** The sound on both channels alike, left and right in turn. */
std::vector<Sound::Sample> frames(const Sound& sound);

}  // namespace stereo
}  // namespace voice
