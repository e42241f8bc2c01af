// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "voice/announcement.hpp"

namespace cli {

/** The configuration of `file`; mistakes in what concerns voice and sound throw
 * Failure, others leave their keys at the default. */
Config speaking_config(const std::string& file);

/** Plays through the sound output, as the daemon does: with its fallbacks, its
 * mixer and its volume; waits for the end. Throws Failure where it was not
 * heard to its end. */
void play(const SoundSettings& sound, voice::Announcement announcement);

/** The first output that opens of those that the daemon tries where [sound]
 * output is not there, if any does. */
std::optional<std::string> heard_instead(const SoundSettings& sound);

}  // namespace cli
