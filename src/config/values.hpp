// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pairing/consent.hpp"

/** Values that only our configuration has. All throw value::Wrong. */
namespace config_values {

/** A Bluetooth address with colons. */
std::string address(std::string_view text);

/** none, or acts with commas between them. */
pairing::Acts acts(std::string_view text);

/** audio (none), or UUIDs in lower case. */
std::vector<std::string> services(std::string_view text);

/** The code of a key's name. */
unsigned key(std::string_view text);

/** The phrasebook of the system's locale (LANGUAGE, LC_ALL, LANG), else en. */
std::string system_language(const std::vector<std::string>& languages);

/** auto, or one or two phrasebooks of `languages`. */
std::vector<std::string> spoken(std::string_view text,
                                const std::vector<std::string>& languages);

/** Up to four PCMs; their names hold commas, so semicolons part them. */
std::vector<std::string> pcms(std::string_view text);

/** A program and its arguments, quoted as for a shell that expands nothing. */
std::vector<std::string> command_line(std::string_view text);

}  // namespace config_values
