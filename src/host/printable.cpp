// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/printable.hpp"

#include "glib/handle.hpp"

std::string printable(std::string_view text, int longest) {
  const std::string copy{text};
  const glib::Text valid{
      g_utf8_make_valid(copy.data(), static_cast<gssize>(copy.size()))};
  std::string result;
  int length = 0;
  for (const char* at = valid.get(); *at; at = g_utf8_next_char(at)) {
    if (++length > longest) return result + "...";
    const char* next = g_utf8_next_char(at);
    if (g_unichar_isprint(g_utf8_get_char(at)))
      result.append(at, next);
    else
      result += '?';
  }
  return result;
}
