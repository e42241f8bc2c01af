// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "voice/sound.hpp"

namespace cli {

/** Writes a sound as a WAV file of 16-bit samples, mono; throws Failure. */
void write_wav(const std::string& file, const voice::Sound& sound);

}  // namespace cli
