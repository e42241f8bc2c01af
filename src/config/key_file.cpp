// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/key_file.hpp"

#include <fmt/core.h>
#include <glib.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "glib/error.hpp"
#include "glib/handle.hpp"

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

std::optional<std::string> text_of(GKeyFile& file, const KeyFileLine& line) {
  const glib::Text text{g_key_file_get_string(&file, line.group.c_str(),
                                              line.name.c_str(), nullptr)};
  if (!text) return std::nullopt;
  std::string result = text.get();
  result.erase(result.find_last_not_of(" \t") + 1);
  return result;
}

}  // namespace

std::vector<KeyFileLine> key_file_lines(const std::string& content) {
  // GKeyFile knows what a line means, but not which one it is.
  const glib::KeyFile file{g_key_file_new()};
  glib::ErrorSlot error;
  g_key_file_load_from_data(file.get(), content.data(), content.size(),
                            G_KEY_FILE_NONE, error.out());
  std::vector<KeyFileLine> result;
  std::string group;
  std::istringstream lines{content};
  unsigned number = 0;
  for (std::string whole; std::getline(lines, whole);) {
    ++number;
    const std::string_view line = trimmed(whole);
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    if (line.starts_with('[') && line.ends_with(']')) {
      group = line.substr(1, line.size() - 2);
      result.push_back({number, group, "", ""});
    } else if (equals != line.npos && equals > 0 && !group.empty()) {
      const std::string_view name = trimmed(line.substr(0, equals));
      result.push_back({number, group, std::string{name}, ""});
    } else if (error) {
      throw KeyFileError{number, error.get()->message};
    }
  }
  if (error) throw KeyFileError{0, error.get()->message};
  for (KeyFileLine& line : result)
    if (!line.name.empty()) line.text = text_of(*file, line);
  return result;
}

std::vector<KeyFileLine> read_key_file(const std::string& path) {
  std::ifstream file{path};
  std::string content;
  for (std::string line; std::getline(file, line);) content += line + '\n';
  if (!file.is_open() || file.bad())  // bad: it is a directory
    throw KeyFileError{0, fmt::format("can't be read: {}",
                                      std::generic_category().message(errno))};
  return key_file_lines(content);
}
