// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text as wide as a terminal shows it.
namespace cli {

/** The columns that a text takes at a terminal. */
std::size_t columns(std::string_view text);

/** Cut to so many columns, with an ellipsis, or filled up with spaces. */
std::string fitted(std::string_view text, std::size_t width);

/** In lines of so many columns, one at least; a longer word has a line of its
 * own. */
std::vector<std::string> broken(std::string_view text, std::size_t width);

}  // namespace cli
