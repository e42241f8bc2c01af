// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// Names that the daemon gives; one that a newer daemon has stays as it is.
namespace cli {

/** An act of consent as its owner calls it: "button" for "key". */
std::string act_in_words(const std::string& act);

/** What was asked for, after "asks": "to compare a code". */
std::string asked_in_words(const std::string& asked);

}  // namespace cli
