// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/** The settings that bluetoothd reads below `root`: main.conf, or the speaker
 * package's file where its drop-in is installed. */
std::filesystem::path bluetooth_settings(const std::filesystem::path& root);

/**
 * What is dangerous in bluetoothd's own configuration (main.conf, as
 * src/main.c of BlueZ reads it), a sentence each with its remedy; nothing where
 * the file does not exist. None of it reaches an agent, so the log is all that
 * we can do.
 */
std::vector<std::string> dangers(const std::filesystem::path& main_conf);
