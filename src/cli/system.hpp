// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cli {

/** "5.66": of the bluetoothd that is installed below `root`; empty: none is. */
std::string bluez_version(const std::filesystem::path& root = "/");

/** Where the phrasebooks are: $EARSHOT_PHRASEBOOKS, else as installed. */
std::string phrasebooks();

/** Those that there is a phrasebook of. */
std::vector<std::string> languages();

/** The configuration's file: $EARSHOT_CONFIG, else as installed. */
std::string config_file();

}  // namespace cli
