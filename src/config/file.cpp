// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/keys.hpp"
#include "config/value.hpp"
#include "config/values.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"

namespace {

using value::join;
using value::Wrong;
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

/** One reading of a configuration. */
class Reading {
 public:
  Reading(std::string path, const std::vector<std::string>& languages)
      : path_{std::move(path)}, keys_{config_keys(languages)} {
    config_.voice.languages = {config_values::system_language(languages)};
    for (const Key& key : keys_)
      if (key.standard) values_.push_back({&key, key.standard, ""});
    for (const std::string& file : files_of(path_)) collect(file);
    set_all();
    check_together();
  }

  Config config() && {
    if (!mistakes_.empty()) throw ConfigError{std::move(mistakes_), config_};
    return std::move(config_);
  }

  EffectiveConfig effective() && {
    EffectiveConfig result;
    for (const Value& value : values_)
      result.values.push_back(
          {value.key->group, value.key->name, value.text, value.file});
    result.mistakes = std::move(mistakes_);
    return result;
  }

 private:
  using Names = glib::Handle<char*, g_strfreev>;
  struct Value {
    const Key* key;
    std::string text;
    std::string file;  ///< empty: by default
  };

  void collect(const std::string& path) {
    const glib::KeyFile file{g_key_file_new()};
    glib::ErrorSlot error;
    if (!g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE,
                                   error.out())) {
      mistakes_.push_back(path + ": " + error.get()->message);
      return;
    }
    const Names groups{g_key_file_get_groups(file.get(), nullptr)};
    for (char** group = groups.get(); *group; ++group) {
      if (!has_group(*group)) {
        mistake(path, std::string{"["} + *group + "] is no group",
                group_names());
        continue;
      }
      const Names names{
          g_key_file_get_keys(file.get(), *group, nullptr, nullptr)};
      for (char** name = names.get(); name && *name; ++name)
        collect(path, *file, *group, *name);
    }
  }

  void collect(const std::string& path, GKeyFile& file,
               const std::string& group, const std::string& name) {
    const std::string where = "[" + group + "] " + name;
    auto key = std::find_if(keys_.begin(), keys_.end(), [&](const Key& k) {
      return k.group == group && k.name == name;
    });
    if (key == keys_.end())
      return mistake(path, where + " is no key", key_names(group));
    if (!key->standard) --key;
    const glib::Text text{
        g_key_file_get_string(&file, group.c_str(), name.c_str(), nullptr)};
    if (!text) return mistake(path, where + " is not UTF-8 text", "plain text");
    std::string value = text.get();
    while (value.ends_with(' ') || value.ends_with('\t')) value.pop_back();
    const auto known =
        std::find_if(values_.begin(), values_.end(),
                     [&](const Value& v) { return v.key == &*key; });
    *known = {&*key, std::move(value), path};
  }

  void set_all() {
    for (const Value& value : values_) {
      if (value.file.empty()) continue;
      try {
        value.key->set(value.text, config_);
      } catch (const Wrong& wrong) {
        mistake(value.file,
                std::string{"["} + value.key->group + "] " + value.key->name +
                    " = " + value.text,
                wrong.right);
      }
    }
  }

  /** Values that are right by themselves and wrong together. */
  void check_together() {
    using pairing::Consent;
    const pairing::Acts acts = config_.pairing.consent;
    const auto listed = [&](Consent act) { return acts.has(act); };
    if (config_.pairing.open_at == pairing::Opening::always &&
        listed(Consent::heard))
      mistake(
          path_,
          "[window] open-at = always goes not with [pairing] consent = heard: "
          "whoever asks would be let in, day and night",
          "open-at = power-on, or another consent");
    if (listed(Consent::keypad) && acts != pairing::Acts{Consent::keypad})
      mistake(
          path_,
          "[pairing] consent = keypad goes not with others: a box with a "
          "keypad is asked for the phone's number, and no phone shows another "
          "way",
          "consent = keypad alone");
    if (listed(Consent::keypad) && config_.display_only)
      mistake(
          path_,
          "[pairing] capability = DisplayOnly goes not with consent = keypad: "
          "the box types, it does not display",
          "capability = DisplayYesNo; keypad sets what is needed");
    if ((listed(Consent::keypad) || listed(Consent::key)) &&
        config_.keys.device.empty())
      mistake(path_,
              "[pairing] consent names a key, and [keys] device names none",
              "[keys] device = gpio-keys, or what your keys are called");
    if (listed(Consent::key) && !config_.keys.yes)
      mistake(path_, "[pairing] consent = key without [keys] yes",
              "[keys] yes = KEY_ENTER, or another key");
    if (listed(Consent::knock) && !allows_a2dp(config_))
      mistake(path_,
              "[pairing] consent = knock goes not with a [services] allow that "
              "lacks A2DP: a phone knocks while it is a speaker's",
              "allow = audio");
  }

  bool has_group(const std::string& group) const {
    return std::any_of(keys_.begin(), keys_.end(),
                       [&](const Key& k) { return k.group == group; });
  }

  std::string group_names() const {
    std::vector<std::string> names;
    for (const Key& key : keys_)
      if (names.empty() || names.back() != key.group)
        names.emplace_back(key.group);
    return "one of: " + join(names);
  }

  std::string key_names(const std::string& group) const {
    std::vector<std::string> names;
    for (const Key& key : keys_)
      if (key.group == group) names.emplace_back(key.name);
    return "one of: " + join(names);
  }

  void mistake(const std::string& file, const std::string& what,
               const std::string& right) {
    mistakes_.push_back(file + ": " + what + " (right would be " + right + ")");
  }

  std::string path_;
  std::vector<Key> keys_;
  std::vector<Value> values_;
  Config config_;
  std::vector<std::string> mistakes_;
};

std::string lines(const std::vector<std::string>& mistakes) {
  std::string result;
  for (const std::string& mistake : mistakes)
    result += (result.empty() ? "" : "\n") + mistake;
  return result;
}

}  // namespace

ConfigError::ConfigError(std::vector<std::string> mistakes, Config rest)
    : std::runtime_error{lines(mistakes)},
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
