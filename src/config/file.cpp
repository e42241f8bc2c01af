// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "config/clashes.hpp"
#include "config/key_file.hpp"
#include "config/keys.hpp"
#include "config/value.hpp"
#include "shipped_config.hpp"

namespace {

using Key = ConfigKey;

bool is_drop_in(const std::filesystem::directory_entry& entry) {
  return entry.path().extension() == ".conf" &&
         !entry.path().filename().string().starts_with('.');
}

/** Where packages lay what overrides /etc/NAME: /usr/lib/NAME.d. */
std::filesystem::path packages_directory(const std::filesystem::path& path) {
  const auto etc = path.parent_path();
  if (etc.filename() != "etc") return {};
  return etc.parent_path() / "usr/lib" / (path.filename().string() + ".d");
}

/** The file itself, and what overrides it. */
std::vector<std::string> files_of(const std::string& path) {
  std::map<std::string, std::string> drop_ins;
  for (const std::filesystem::path& directory :
       {packages_directory(path), std::filesystem::path{path + ".d"}}) {
    std::error_code none;
    for (const auto& entry :
         std::filesystem::directory_iterator{directory, none})
      if (is_drop_in(entry)) drop_ins[entry.path().filename()] = entry.path();
  }
  std::vector<std::string> result{path};
  for (const auto& [name, file] : drop_ins) result.push_back(file);
  return result;
}

/** One reading of a configuration. */
class Reading {
 public:
  Reading(const std::string& path, const std::vector<std::string>& languages)
      : keys_{config_keys(config_, languages)} {
    for (const Key& key : keys_) values_.push_back({&key, {}, {}, 0});
    for (const KeyFileLine& line : key_file_lines(shipped_config))
      take("", line);
    for (const std::string& file : files_of(path)) read(file);
    for (const Value& value : values_) set(value);
    check_together();
  }
  ~Reading() = default;
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  Config config() && {
    if (!mistakes_.empty()) throw ConfigError{std::move(mistakes_), config_};
    return std::move(config_);
  }

  EffectiveConfig effective() && {
    EffectiveConfig result;
    for (const auto& [key, text, file, line] : values_)
      result.values.push_back({std::string{key->group}, std::string{key->name},
                               text, file, file.empty() ? 0 : line});
    result.mistakes = std::move(mistakes_);
    return result;
  }

 private:
  struct Value {
    const Key* key;
    std::string text;
    std::string file;  ///< empty: by default
    unsigned line;
  };

  void read(const std::string& file) {
    try {
      for (const KeyFileLine& line : read_key_file(file)) take(file, line);
    } catch (const KeyFileError& e) {
      mistake(file, e.line(), e.what());
    }
  }

  void take(const std::string& file, const KeyFileLine& line) {
    const auto wrong = [&](const std::string& what, const std::string& right) {
      mistake(file, line.number, what, right);
    };
    const std::vector<std::string> names = names_in(line.group);
    if (line.name.empty() && names.empty())
      wrong(fmt::format("[{}]: no such group", line.group),
            "one of " + value::join(groups()));
    // The keys of an unknown group were reported as one mistake.
    if (line.name.empty() || names.empty()) return;
    const std::string where = fmt::format("[{}] {}", line.group, line.name);
    const auto known =
        std::find_if(values_.begin(), values_.end(), [&](const Value& v) {
          return v.key->group == line.group &&
                 (v.key->name == line.name || v.key->other_name == line.name);
        });
    if (known == values_.end())
      wrong(where + ": no such key", "one of " + value::join(names));
    else if (!line.text)
      wrong(where + ": not UTF-8", "plain text");
    else
      *known = {known->key, *line.text, file, line.number};
  }

  std::vector<std::string> groups() const {
    std::vector<std::string> result;
    for (const Key& key : keys_)
      if (result.empty() || result.back() != key.group)
        result.emplace_back(key.group);
    return result;
  }

  std::vector<std::string> names_in(std::string_view group) const {
    std::vector<std::string> result;
    for (const Key& key : keys_)
      if (key.group == group) result.emplace_back(key.name);
    return result;
  }

  void set(const Value& value) {
    try {
      value.key->set(value.text);
    } catch (const value::Wrong& wrong) {
      mistake(value, "invalid value", wrong.right);
    }
  }

  void check_together() {
    for (const Clash& clash : clashes(config_))
      for (const Value& value : values_)
        if (value.key->group == clash.group && value.key->name == clash.name)
          mistake(value, clash.what, clash.right);
  }

  void mistake(const Value& value, const char* what, const std::string& right) {
    mistake(value.file, value.line,
            fmt::format("[{}] {} = {}: {}", value.key->group, value.key->name,
                        value.text, what),
            right);
  }

  /** Line 0: the file as a whole. */
  void mistake(const std::string& file, unsigned line, const std::string& what,
               const std::string& right = "") {
    mistakes_.push_back(
        file + (line > 0 ? fmt::format(":{}: ", line) : ": ") + what +
        (right.empty() ? "" : fmt::format(" (expected: {})", right)));
  }

  Config config_;
  const std::vector<Key> keys_;
  std::vector<Value> values_;
  std::vector<std::string> mistakes_;
};

}  // namespace

ConfigError::ConfigError(std::vector<std::string> mistakes, Config rest)
    : std::runtime_error{fmt::format("{}", fmt::join(mistakes, "\n"))},
      mistakes_{std::move(mistakes)},
      rest_{std::move(rest)} {}

Config read_config(const std::string& path,
                   const std::vector<std::string>& languages) {
  return Reading{path, languages}.config();
}

EffectiveConfig effective_config(const std::string& path,
                                 const std::vector<std::string>& languages) {
  return Reading{path, languages}.effective();
}
