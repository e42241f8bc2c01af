// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/values.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <utility>

#include "bluez/uuid.hpp"
#include "config/value.hpp"
#include "consent/keys.hpp"
#include "glib/handle.hpp"
#include "host/address.hpp"
#include "pairing/consent.hpp"

using namespace value;

namespace config_values {

std::string address(std::string_view text) {
  if (!is_address(text)) throw Wrong{"an address such as B8:27:EB:01:02:03"};
  return std::string{text};
}

pairing::Acts acts(std::string_view text) {
  const std::vector<std::string> listed = words(text);
  pairing::Acts result;
  if (listed == std::vector<std::string>{"none"}) return result;
  const auto names = pairing::names(pairing::listable_acts);
  const std::string right =
      fmt::format("none, or some of {}", fmt::join(names, ", "));
  if (listed.empty()) throw Wrong{right};
  for (const std::string& word : listed) {
    const auto act = pairing::listable(word);
    if (!act) throw Wrong{right};
    result.add(*act);
  }
  return result;
}

std::vector<std::string> services(std::string_view text) {
  std::vector<std::string> listed = words(text);
  if (listed == std::vector<std::string>{"audio"}) return {};
  if (listed.empty() ||
      !std::all_of(listed.begin(), listed.end(), bluez::is_uuid))
    throw Wrong{
        "audio, or UUIDs such as 0000110d-0000-1000-8000-00805f9b34fb with "
        "commas between them"};
  for (std::string& uuid : listed)
    std::transform(uuid.begin(), uuid.end(), uuid.begin(), g_ascii_tolower);
  return listed;
}

unsigned key(std::string_view text) {
  const auto code = consent::key_code(std::string{text});
  if (!code)
    throw Wrong{
        "a name from linux/input-event-codes.h, such as KEY_ENTER or BTN_0"};
  return *code;
}

std::string system_language(const std::vector<std::string>& languages) {
  for (const char* const* name = g_get_language_names(); *name; ++name) {
    std::string language = *name;  // as de_AT.UTF-8, de_AT, de
    if (std::find(languages.begin(), languages.end(), language) !=
        languages.end())
      return language;
  }
  return "en";
}

std::vector<std::string> spoken(std::string_view text,
                                const std::vector<std::string>& languages) {
  if (text == "auto") return {system_language(languages)};
  std::vector<std::string> listed = words(text);
  const bool known = std::all_of(
      listed.begin(), listed.end(), [&](const std::string& language) {
        return std::find(languages.begin(), languages.end(), language) !=
               languages.end();
      });
  if (!known || listed.empty() || listed.size() > 2 ||
      (listed.size() == 2 && listed[0] == listed[1]))
    throw Wrong{"auto, or one or two of " + join(languages)};
  return listed;
}

std::vector<std::string> pcms(std::string_view text) {
  constexpr const char* right =
      "up to four names of ALSA PCMs with semicolons between them (see: aplay "
      "-L)";
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    std::string_view name = text.substr(0, end);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.empty()) throw Wrong{right};
    result.push_back(plain(name, 200, right));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (result.size() > 4) throw Wrong{right};
  return result;
}

std::vector<std::string> command_line(std::string_view text) {
  int count = 0;
  char** words = nullptr;
  g_shell_parse_argv(std::string{text}.c_str(), &count, &words, nullptr);
  const glib::Handle<char*, g_strfreev> owned{words};
  if (!words || !g_path_is_absolute(words[0]))
    throw Wrong{
        "the absolute path of a program and its arguments, such as "
        "/usr/local/bin/lamp on"};
  return {words, words + count};
}

}  // namespace config_values
