// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/columns.hpp"

#include <glib.h>

#include <algorithm>

namespace cli {
namespace {

std::size_t columns_of(gunichar c) {
  if (g_unichar_iszerowidth(c)) return 0;
  return g_unichar_iswide(c) ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t result = 0;
  const std::string copy{text};
  for (const char* at = copy.c_str(); *at; at = g_utf8_next_char(at))
    result += columns_of(g_utf8_get_char(at));
  return result;
}

std::string fitted(std::string_view text, std::size_t width) {
  std::string result{text};
  std::size_t taken = columns(text);
  if (taken > width) {
    taken = 1;  // of the ellipsis
    const char* at = result.c_str();
    for (; *at; at = g_utf8_next_char(at)) {
      const std::size_t next = columns_of(g_utf8_get_char(at));
      if (taken + next > width) break;
      taken += next;
    }
    result.resize(static_cast<std::size_t>(at - result.c_str()));
    result += g_get_charset(nullptr) ? "\u2026" : "~";
  }
  return result.append(width - taken, ' ');
}

std::vector<std::string> broken(std::string_view text, std::size_t width) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string& line = lines.back();
    if (line.empty())
      line = word;
    else if (columns(line) + 1 + columns(word) <= width)
      line.append(" ").append(word);
    else
      lines.push_back(word);
  }
  return lines;
}

}  // namespace cli
