// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

/** The name that a mistyped one was most likely meant to be, or nothing: at
 * most a third of its letters are others, missing, too many or swapped. */
std::string nearest(std::string_view mistyped,
                    const std::vector<std::string>& names);

/** "; did you mean NAME?", or nothing. */
std::string did_you_mean(std::string_view mistyped,
                         const std::vector<std::string>& names);

}  // namespace cli
