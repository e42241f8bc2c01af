// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/mask.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace cli::doctor {
namespace {

constexpr std::size_t length = 17;  // of AA:BB:CC:DD:EE:FF

/** With colons, dashes, or as in BlueZ's object paths. */
bool is_address(std::string_view text) {
  if (text.size() != length) return false;
  const char between = text[2];
  if (between != ':' && between != '_' && between != '-') return false;
  for (std::size_t i = 0; i < length; ++i) {
    const bool right =
        i % 3 == 2 ? text[i] == between : g_ascii_isxdigit(text[i]) != 0;
    if (!right) return false;
  }
  return true;
}

bool is_word(char c) {
  return g_ascii_isalnum(c) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string replaced(const std::string& text, const std::string& word,
                     const std::string& by) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(word); at != text.npos;
       at = text.find(word, at + 1)) {
    if (at < from) continue;
    const std::size_t end = at + word.size();
    const bool inside =
        (at > 0 && is_word(text[at - 1]) && is_word(word[0])) ||
        (end < text.size() && is_word(text[end]) && is_word(word.back()));
    if (inside) continue;
    result.append(text, from, at - from);
    result += by;
    from = end;
  }
  return result.append(text, from);
}

}  // namespace

void Mask::name(const std::string& name) {
  if (!name.empty() && !names_.contains(name))
    names_[name] = fmt::format("<name {}>", names_.size() + 1);
}

std::string Mask::addresses(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_address(std::string_view{text}.substr(i, length))) {
      result += text[i++];
      continue;
    }
    std::string address = text.substr(i, length);
    std::transform(address.begin(), address.end(), address.begin(), [](char c) {
      return c == '_' || c == '-' ? ':' : g_ascii_toupper(c);
    });
    const auto [known, is_new] = addresses_.try_emplace(address);
    if (is_new) known->second = fmt::format("<address {}>", addresses_.size());
    result += known->second;
    i += length;
  }
  return result;
}

std::string Mask::quoted(const std::string& text) {
  constexpr std::string_view before = "' (<address ";
  std::string result = text;
  for (std::size_t at = result.find(before); at != result.npos;
       at = result.find(before, at + 1)) {
    // A name may hold quotes itself: from the line's first one on.
    const std::size_t line = result.rfind('\n', at);
    const std::size_t begin =
        result.find('\'', line == result.npos ? 0 : line + 1);
    if (begin >= at) continue;
    name(result.substr(begin + 1, at - begin - 1));
  }
  return result;
}

std::string Mask::operator()(const std::string& text) {
  std::string result = quoted(addresses(text));
  std::vector<std::pair<std::string, std::string>> all{names_.begin(),
                                                       names_.end()};
  // A name may be a part of another one.
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first.size() > b.first.size();
  });
  for (const auto& [name, by] : all) result = replaced(result, name, by);
  return result;
}

}  // namespace cli::doctor
