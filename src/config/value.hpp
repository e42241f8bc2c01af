// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/quiet_hours.hpp"

/** Values of a configuration file, from their text. */
namespace value {

/** A value is wrong; says what would be right. */
struct Wrong {
  std::string right;
};

/** The words with commas between them. */
inline std::string join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/** A decimal number from `least` to `most`; throws Wrong. */
int whole(std::string_view text, int least, int most);

/** As whole(); may end with %. */
int per_cent(std::string_view text, int least);

/** A number with ms, s, min or h, from `least` to `most`; throws Wrong. */
std::chrono::milliseconds time(std::string_view text,
                               std::chrono::milliseconds least,
                               std::chrono::milliseconds most);

/** "yes" or "no"; throws Wrong. */
bool yes_or_no(std::string_view text);

/** The words between commas and spaces. */
std::vector<std::string> words(std::string_view text);

/** Two times of day such as 22:00-07:00; throws Wrong. */
QuietHours hours(std::string_view text);

/** Text without control characters, of at most `longest` bytes; throws Wrong
 * with `right`. */
std::string plain(std::string_view text, std::size_t longest,
                  const char* right);

/** The choice of this name; throws Wrong with all names. */
template <class T>
T one_of(std::string_view text,
         const std::vector<std::pair<std::string_view, T>>& choices) {
  std::vector<std::string> names;
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
    names.emplace_back(name);
  }
  throw Wrong{"one of " + join(names)};
}

}  // namespace value
