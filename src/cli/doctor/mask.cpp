// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/mask.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "glib/handle.hpp"

namespace cli::doctor {
namespace {

using Stand = std::function<std::string(std::string found)>;

gboolean put(const GMatchInfo* match, GString* result,
             gpointer stand) noexcept {
  // The group, or all where there is none.
  const glib::Text found{
      g_match_info_fetch(match, g_match_info_get_match_count(match) - 1)};
  const std::string by = (*static_cast<Stand*>(stand))(found.get());
  g_string_append_len(result, by.data(), static_cast<gssize>(by.size()));
  return FALSE;
}

/** With what `stand` makes of each match of the pattern. */
std::string replaced(const std::string& text, const std::string& pattern,
                     Stand stand) {
  const glib::Handle<GRegex, g_regex_unref> regex{g_regex_new(
      pattern.c_str(), G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, nullptr)};
  const glib::Text result{g_regex_replace_eval(regex.get(), text.c_str(), -1, 0,
                                               G_REGEX_MATCH_DEFAULT, put,
                                               &stand, nullptr)};
  return result.get();
}

}  // namespace

void Mask::name(const std::string& name) {
  if (!name.empty() && !names_.contains(name))
    names_[name] = fmt::format("<name {}>", names_.size() + 1);
}

/** With colons, dashes, or as in BlueZ's object paths. */
std::string Mask::address(std::string address) {
  std::transform(address.begin(), address.end(), address.begin(), [](char c) {
    return c == '_' || c == '-' ? ':' : g_ascii_toupper(c);
  });
  const auto [known, is_new] = addresses_.try_emplace(address);
  if (is_new) known->second = fmt::format("<address {}>", addresses_.size());
  return known->second;
}

std::string Mask::operator()(const std::string& text) {
  const glib::Text valid{g_utf8_make_valid(text.c_str(), -1)};
  std::string result =
      replaced(valid.get(), "(?i)(?:[0-9a-f]{2}[:_-]){5}[0-9a-f]{2}",
               [this](std::string found) { return address(std::move(found)); });
  // A name may hold quotes itself: from the line's first one on.
  replaced(result, "(?m)'(.*?)' \\(<address ",
           [this](const std::string& found) {
             name(found);
             return std::string{};
           });
  std::vector<std::pair<std::string, std::string>> all{names_.begin(),
                                                       names_.end()};
  // A name may be a part of another one.
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first.size() > b.first.size();
  });
  // Where it begins or ends with a letter, no other one is beside it.
  constexpr const char* edge = "(?:(?<![[:alnum:]])|(?![[:alnum:]]))";
  for (const auto& [name, by] : all) {
    const glib::Text plain{g_regex_escape_string(name.c_str(), -1)};
    result = replaced(result, fmt::format("{0}{1}{0}", edge, plain.get()),
                      [&by = by](const std::string&) { return by; });
  }
  return result;
}

}  // namespace cli::doctor
