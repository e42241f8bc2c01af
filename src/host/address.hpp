// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/** An address of a device or an adapter, as B8:27:EB:01:02:03; `between` is
 * '_' in BlueZ's object paths. */
bool is_address(std::string_view text, char between = ':') noexcept;

/** The same address, in upper or lower case. */
bool same_address(std::string_view a, std::string_view b) noexcept;
