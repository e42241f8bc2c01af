// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/value.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace value {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  milliseconds length;
};
constexpr std::array<Unit, 4> units{
    {{"h", 1h}, {"min", 1min}, {"s", 1s}, {"ms", 1ms}}};

std::optional<long> number_of(std::string_view text) {
  long value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

/** As time() takes it, in the longest unit that fits. */
std::string written(milliseconds time) {
  for (const Unit& unit : units)
    if (time >= unit.length && time % unit.length == 0ms)
      return fmt::format("{}{}", time / unit.length, unit.name);
  return "0s";
}

}  // namespace

int whole(std::string_view text, int least, int most) {
  const auto value = number_of(text);
  if (!value || *value < least || *value > most)
    throw Wrong{fmt::format("a whole number from {} to {}", least, most)};
  return static_cast<int>(*value);
}

int per_cent(std::string_view text, int least) {
  if (text.ends_with('%')) text.remove_suffix(1);
  return whole(text, least, 100);
}

milliseconds time(std::string_view text, milliseconds least,
                  milliseconds most) {
  const std::size_t at =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = number_of(text.substr(0, at));
  std::string_view name = text.substr(at);
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  for (const Unit& unit : units) {
    if (!value || unit.name != name || *value > most / unit.length) continue;
    const milliseconds result = *value * unit.length;
    if (result >= least) return result;
  }
  throw Wrong{fmt::format("a time from {} to {}, such as 300ms, 90s or 3min",
                          written(least), written(most))};
}

std::vector<std::string> words(std::string_view text) {
  constexpr std::string_view between = ", \t;";
  std::vector<std::string> result;
  while (true) {
    const std::size_t begin = text.find_first_not_of(between);
    if (begin == text.npos) return result;
    text.remove_prefix(begin);
    const std::size_t length =
        std::min(text.find_first_of(between), text.size());
    result.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
}

QuietHours hours(std::string_view text) {
  constexpr std::string_view pattern = "nn:nn-nn:nn";
  const bool fits =
      std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                 [](char c, char wanted) {
                   return wanted == 'n' ? g_ascii_isdigit(c) != 0 : c == wanted;
                 });
  if (!fits) throw Wrong{"two times of day, such as 22:00-07:00"};
  const auto minutes = [&](std::size_t at) {
    return std::chrono::hours{whole(text.substr(at, 2), 0, 23)} +
           std::chrono::minutes{whole(text.substr(at + 3, 2), 0, 59)};
  };
  return {minutes(0), minutes(6)};
}

bool yes_or_no(std::string_view text) {
  return one_of<bool>(text, {{"yes", true}, {"no", false}});
}

std::string plain(std::string_view text, std::size_t longest,
                  const char* right) {
  const bool plain = std::none_of(
      text.begin(), text.end(), [](char c) { return g_ascii_iscntrl(c) != 0; });
  if (!plain || text.size() > longest) throw Wrong{right};
  return std::string{text};
}

}  // namespace value
