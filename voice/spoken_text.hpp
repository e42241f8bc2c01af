// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voice {

/**
 * What is said of the owner's own text: letters, digits, spaces and . , : ; ! ?
 * -, at most 200 characters; the rest becomes a space, apostrophes fall away.
 * Nothing where neither letter nor digit is left.
 */
std::optional<std::string> spoken_text(std::string_view text);

}  // namespace voice
