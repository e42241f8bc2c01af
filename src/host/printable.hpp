// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/**
 * A stranger's text for a log or a file: printable characters only, others as
 * "?", at most `longest` characters, then "...". Control characters, line ends
 * and marks that turn the direction of writing go.
 */
std::string printable(std::string_view text, int longest = 40);
