// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/address.hpp"

#include <glib.h>

#include <algorithm>

bool is_address(std::string_view text, char between) noexcept {
  constexpr std::string_view pattern = "xx:xx:xx:xx:xx:xx";
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [between](char c, char wanted) {
                      return wanted == ':' ? c == between
                                           : g_ascii_isxdigit(c) != 0;
                    });
}

bool same_address(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         g_ascii_strncasecmp(a.data(), b.data(), a.size()) == 0;
}
