// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/value.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "glib/handle.hpp"

namespace value {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  long milliseconds;
};
constexpr std::array<Unit, 4> units{
    {{"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}}};

std::optional<long> number_of(std::string_view text) {
  long value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

bool is_address(std::string_view text) {
  constexpr std::string_view pattern = "xx:xx:xx:xx:xx:xx";
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char c, char wanted) {
                      return wanted == ':' ? c == ':' : g_ascii_isxdigit(c);
                    });
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words)
    result += (result.empty() ? "" : ", ") + word;
  return result;
}

int whole(std::string_view text, int least, int most) {
  const auto value = number_of(text);
  if (!value || *value < least || *value > most)
    throw Wrong{"a whole number from " + std::to_string(least) + " to " +
                std::to_string(most)};
  return static_cast<int>(*value);
}

milliseconds time(std::string_view text, milliseconds least, milliseconds most,
                  const char* right) {
  const std::size_t at =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = number_of(text.substr(0, at));
  std::string_view unit = text.substr(at);
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  for (const Unit& known : units) {
    if (!value || known.name != unit || *value > most / 1ms) continue;
    const milliseconds result{*value * known.milliseconds};
    if (result >= least && result <= most) return result;
  }
  throw Wrong{right};
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

std::pair<std::chrono::minutes, std::chrono::minutes> hours(
    std::string_view text) {
  constexpr std::string_view pattern = "nn:nn-nn:nn";
  const bool fits =
      std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                 [](char c, char wanted) {
                   return wanted == 'n' ? g_ascii_isdigit(c) != 0 : c == wanted;
                 });
  if (!fits) throw Wrong{"two times of day as 22:00-07:00, or nothing"};
  const auto minutes = [&](std::size_t at) {
    return std::chrono::hours{whole(text.substr(at, 2), 0, 23)} +
           std::chrono::minutes{whole(text.substr(at + 3, 2), 0, 59)};
  };
  return {minutes(0), minutes(6)};
}

bool yes_or_no(std::string_view text) {
  return one_of<bool, 2>(text, {{{"yes", true}, {"no", false}}});
}

std::string plain(std::string_view text, std::size_t longest,
                  const char* right) {
  const bool plain = std::none_of(
      text.begin(), text.end(), [](char c) { return g_ascii_iscntrl(c) != 0; });
  if (!plain || text.size() > longest) throw Wrong{right};
  return std::string{text};
}

std::string address(std::string_view text) {
  if (!text.empty() && !is_address(text))
    throw Wrong{"an address as B8:27:EB:01:02:03, or nothing"};
  return std::string{text};
}

}  // namespace value
