// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/**
 * True at the daemon's first start since the box was switched on: `directory`
 * is emptied at each boot (a RuntimeDirectory=), and a file in it tells of an
 * earlier start. Where the file can't be written the answer is false, and the
 * log says so: each restart would open the pairing window.
 */
bool is_power_on(const std::filesystem::path& directory);
