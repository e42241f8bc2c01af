// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_file.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "config_keys.hpp"
#include "config_values.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "value.hpp"

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

/** One reading of one file. */
class Reading {
 public:
  Reading(std::string path, const std::vector<std::string>& languages)
      : path_{std::move(path)}, keys_{config_keys(languages)} {
    config_.voice.languages = {config_values::system_language(languages)};
  }

  Config read() {
    glib::ErrorSlot error;
    if (!g_key_file_load_from_file(file_.get(), path_.c_str(), G_KEY_FILE_NONE,
                                   error.out()))
      throw ConfigError{{path_ + ": " + error.get()->message}, config_};
    take_all();
    check_together();
    if (!mistakes_.empty()) throw ConfigError{std::move(mistakes_), config_};
    return std::move(config_);
  }

 private:
  using Names = glib::Handle<char*, g_strfreev>;

  void take_all() {
    const Names groups{g_key_file_get_groups(file_.get(), nullptr)};
    for (char** group = groups.get(); *group; ++group) {
      if (!has_group(*group)) {
        mistake(std::string{"["} + *group + "] is no group", group_names());
        continue;
      }
      const Names names{
          g_key_file_get_keys(file_.get(), *group, nullptr, nullptr)};
      for (char** name = names.get(); name && *name; ++name)
        take(*group, *name);
    }
  }

  void take(const std::string& group, const std::string& name) {
    const std::string where = "[" + group + "] " + name;
    const auto key = std::find_if(
        keys_.begin(), keys_.end(),
        [&](const Key& k) { return k.group == group && k.name == name; });
    if (key == keys_.end())
      return mistake(where + " is no key", key_names(group));
    const glib::Text text{g_key_file_get_string(file_.get(), group.c_str(),
                                                name.c_str(), nullptr)};
    if (!text) return mistake(where + " is not UTF-8 text", "plain text");
    std::string_view value = text.get();
    while (value.ends_with(' ') || value.ends_with('\t'))
      value.remove_suffix(1);
    try {
      key->take(value, config_);
    } catch (const Wrong& wrong) {
      mistake(where + " = " + std::string{value}, wrong.right);
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
          "[window] open-at = always goes not with [pairing] consent = heard: "
          "whoever asks would be let in, day and night",
          "open-at = power-on, or another consent");
    if (listed(Consent::keypad) && acts != pairing::Acts{Consent::keypad})
      mistake(
          "[pairing] consent = keypad goes not with others: a box with a "
          "keypad is asked for the phone's number, and no phone shows another "
          "way",
          "consent = keypad alone");
    if (listed(Consent::keypad) && config_.display_only)
      mistake(
          "[pairing] capability = DisplayOnly goes not with consent = keypad: "
          "the box types, it does not display",
          "capability = DisplayYesNo; keypad sets what is needed");
    if ((listed(Consent::keypad) || listed(Consent::key)) &&
        config_.keys.device.empty())
      mistake("[pairing] consent names a key, and [keys] device names none",
              "[keys] device = gpio-keys, or what your keys are called");
    if (listed(Consent::key) && !config_.keys.yes)
      mistake("[pairing] consent = key without [keys] yes",
              "[keys] yes = KEY_ENTER, or another key");
    if (listed(Consent::knock) && !allows_a2dp(config_))
      mistake(
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

  void mistake(const std::string& what, const std::string& right) {
    mistakes_.push_back(path_ + ": " + what + " (right would be " + right +
                        ")");
  }

  std::string path_;
  std::vector<Key> keys_;
  glib::KeyFile file_{g_key_file_new()};
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
  return Reading{path, languages}.read();
}
