// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/spoken_name.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace voice {
namespace {

constexpr int longest = 24;  // characters

struct Free {
  void operator()(char* text) const noexcept { g_free(text); }
};

bool is_address(std::string_view name) {
  if (name.size() != 17) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool separator = i % 3 == 2;
    if (separator ? name[i] != '-' && name[i] != ':' && name[i] != '_'
                  : !g_ascii_isxdigit(name[i]))
      return false;
  }
  return true;
}

/** Where the first number of one or two digits begins and ends. */
std::pair<std::size_t, std::size_t> short_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  for (std::size_t end = 0;;) {
    const std::size_t begin = text.find_first_of(digits, end);
    if (begin == text.npos) return {};
    end = std::min(text.find_first_not_of(digits, begin), text.size());
    if (end - begin <= 2) return {begin, end};
  }
}

}  // namespace

std::optional<std::string> spoken_name(std::string_view name, Numbers numbers) {
  if (name.empty() || is_address(name)) return std::nullopt;
  const std::unique_ptr<char, Free> valid{
      g_utf8_make_valid(name.data(), static_cast<gssize>(name.size()))};
  const auto number = numbers == Numbers::none
                          ? std::pair<std::size_t, std::size_t>{}
                          : short_number(valid.get());
  std::string result;
  int length = 0;
  bool letters = false;
  char between = '\0';  // a space or hyphen, once a letter follows
  for (const char* at = valid.get(); *at && length < longest;
       at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    const bool letter = g_unichar_isalpha(c);
    const auto place = static_cast<std::size_t>(at - valid.get());
    if (!letter && (place < number.first || place >= number.second)) {
      // Whatever stood there separates words; a lone hyphen joins them.
      if (!result.empty()) between = c == '-' && between == '\0' ? '-' : ' ';
      continue;
    }
    if (between) {
      if (length + 2 > longest) break;
      result += between;
      ++length;
      between = '\0';
    }
    std::array<char, 6> bytes;
    result.append(bytes.data(),
                  static_cast<std::size_t>(g_unichar_to_utf8(c, bytes.data())));
    ++length;
    letters = letters || letter;
  }
  if (!letters) return std::nullopt;
  return result;
}

}  // namespace voice
