// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voice {

/** What happens to digits in a name. */
enum class Numbers : std::uint8_t {
  none,        ///< none is said: a stranger's name can't dictate a code
  short_ones,  ///< one number of two digits at most, as in "Pixel 8"
};

/**
 * What may be said of a name that a stranger chose: letters, single spaces and
 * hyphens, at most 24 characters; no markup, no command bytes.
 * Nothing where nothing is left, or where the name is only an address (BlueZ
 * makes one of a device without a name).
 *
 * eSpeak NG 1.51 aborts on some names and is muted for good by others; see
 * the tests.
 */
std::optional<std::string> spoken_name(std::string_view name,
                                       Numbers numbers = Numbers::none);

}  // namespace voice
