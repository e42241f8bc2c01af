// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "config/key_file.hpp"
#include "config/keys.hpp"
#include "config/value.hpp"
#include "shipped_config.hpp"

namespace {

using Key = ConfigKey;

bool allows_a2dp(const Config& config) {
  constexpr const char* a2dp = "0000110d-0000-1000-8000-00805f9b34fb";
  return config.services.empty() ||
         std::find(config.services.begin(), config.services.end(), a2dp) !=
             config.services.end();
}

bool is_drop_in(const std::filesystem::directory_entry& entry) {
  return entry.path().extension() == ".conf" &&
         !entry.path().filename().string().starts_with('.');
}

/** The file itself, and what overrides it. */
std::vector<std::string> files_of(const std::string& path) {
  std::vector<std::string> result;
  std::error_code none;
  for (const auto& entry :
       std::filesystem::directory_iterator{path + ".d", none})
    if (is_drop_in(entry)) result.push_back(entry.path());
  std::sort(result.begin(), result.end());
  result.insert(result.begin(), path);
  return result;
}

/** What a mistake begins with. */
std::string place(const std::string& file, unsigned line) {
  return line > 0 ? fmt::format("{}:{}: ", file, line) : file + ": ";
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
      mistakes_.push_back(place(file, e.line()) + e.what());
    }
  }

  void take(const std::string& file, const KeyFileLine& line) {
    const auto wrong = [&](const std::string& what, const std::string& right) {
      mistakes_.push_back(fmt::format("{}{} (expected: {})",
                                      place(file, line.number), what, right));
    };
    const auto names = names_beside(line.group);
    if (line.name.empty()) {
      if (names.empty())
        wrong(fmt::format("[{}]: no such group", line.group),
              "one of " + value::join(names_beside("")));
      return;
    }
    if (names.empty()) return;  // its group was one mistake
    const std::string where = fmt::format("[{}] {}", line.group, line.name);
    const auto known =
        std::find_if(values_.begin(), values_.end(), [&](const Value& v) {
          return v.key->group == line.group &&
                 (v.key->name == line.name || v.key->other_name == line.name);
        });
    if (known == values_.end())
      return wrong(where + ": no such key", "one of " + value::join(names));
    if (!line.text) return wrong(where + ": not UTF-8", "plain text");
    *known = {known->key, *line.text, file, line.number};
  }

  /** The keys of a group; of none: the groups. */
  std::vector<std::string> names_beside(std::string_view group) const {
    std::vector<std::string> names;
    for (const Key& key : keys_)
      if (group.empty() && (names.empty() || names.back() != key.group))
        names.emplace_back(key.group);
      else if (key.group == group)
        names.emplace_back(key.name);
    return names;
  }

  void set(const Value& value) {
    try {
      value.key->set(value.text);
    } catch (const value::Wrong& wrong) {
      mistake(value, "invalid value", wrong.right);
    }
  }

  void mistake(const Value& value, const char* what, const std::string& right) {
    mistakes_.push_back(fmt::format(
        "{}[{}] {} = {}: {} (expected: {})", place(value.file, value.line),
        value.key->group, value.key->name, value.text, what, right));
  }

  /** Values that are right by themselves and wrong together. Each is told of
   * the one that can't be at its default. */
  void check_together() {
    using pairing::Consent;
    const pairing::Acts acts = config_.pairing.consent;
    const bool keypad = acts.has(Consent::keypad);
    const bool keys = keypad || acts.has(Consent::key);
    struct Clash {
      bool there;
      std::string_view group;
      std::string_view name;
      const char* what;
      const char* right;
    };
    for (const Clash& clash : {
             Clash{config_.pairing.open_at == pairing::Opening::always &&
                       acts.has(Consent::heard),
                   "window", "open-at",
                   "can't be combined with [pairing] consent = heard: anybody "
                   "who asks would be let in, day and night",
                   "power-on, or another consent"},
             Clash{keypad && acts != pairing::Acts{Consent::keypad}, "pairing",
                   "consent",
                   "keypad can't be combined with other acts: phones then show "
                   "a code to be typed, and nothing else can confirm it",
                   "keypad alone"},
             Clash{keypad && config_.display_only, "pairing", "capability",
                   "can't be combined with consent = keypad: the code is typed "
                   "on the box, not said by it",
                   "DisplayYesNo; keypad sets what it needs"},
             Clash{keys && config_.keys.device.empty(), "pairing", "consent",
                   "there is no key to press: [keys] device is empty",
                   "[keys] device = gpio-keys, or whatever yours is called"},
             Clash{acts.has(Consent::key) && !config_.keys.yes, "keys", "yes",
                   "[pairing] consent = key needs this key",
                   "KEY_ENTER, or another key"},
             Clash{acts.has(Consent::knock) && !allows_a2dp(config_),
                   "services", "allow",
                   "[pairing] consent = knock needs A2DP: a phone knocks with "
                   "the volume of its music",
                   "audio"},
         }) {
      if (!clash.there) continue;
      mistake(*std::find_if(values_.begin(), values_.end(),
                            [&](const Value& value) {
                              return value.key->group == clash.group &&
                                     value.key->name == clash.name;
                            }),
              clash.what, clash.right);
    }
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
