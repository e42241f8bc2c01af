// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "config/config.hpp"

/** The configuration as this box can follow it. */
namespace configuration {

/** Where the phrasebooks are: a translator may try some that are not
 * installed. */
std::string phrasebooks();

/**
 * Reads the file and those that override it. On a kernel that pairs devices
 * without asking, the window has to stay shut, unless the owner accepts that.
 * Throws ConfigError.
 */
Config read(const std::string& file);

/** What the daemon starts with. */
struct Start {
  Config config;
  bool good;  ///< it has no mistakes
};

/**
 * A configuration with mistakes keeps the door shut instead of ending the
 * daemon: without an agent BlueZ would let everybody in.
 */
Start read_or_shut(const std::string& file);

}  // namespace configuration
