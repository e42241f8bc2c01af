// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>
#include <utility>

#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "value.hpp"

namespace {

using namespace std::chrono_literals;
using namespace value;

struct Key {
  const char* group;
  const char* name;
  std::function<void(std::string_view, Config&)> take;
};

std::vector<Key> keys(const std::vector<std::string>& languages) {
  using pairing::Opening;
  using Text = std::string_view;
  return {
      {"adapter", "address",
       [](Text v, Config& c) { c.adapter = value::address(v); }},
      {"adapter", "name",
       [](Text v, Config& c) {
         c.speaker_name =
             plain(v, 248, "a name of at most 248 bytes, or nothing");
       }},
      {"pairing", "capability",
       [](Text v, Config& c) {
         c.display_only = one_of<bool, 2>(
             v, {{{"DisplayYesNo", false}, {"DisplayOnly", true}}});
       }},
      {"pairing", "consent",
       [](Text v, Config& c) {
         c.pairing.heard_is_consent =
             one_of<bool, 2>(v, {{{"heard", true}, {"none", false}}});
       }},
      {"window", "open-at",
       [](Text v, Config& c) {
         c.pairing.open_at =
             one_of<Opening, 4>(v, {{{"power-on", Opening::power_on},
                                     {"start", Opening::start},
                                     {"always", Opening::always},
                                     {"never", Opening::never}}});
       }},
      {"window", "open-for",
       [](Text v, Config& c) {
         c.pairing.open_for = value::time(
             v, 10s, 1h, "a time from 10s to 1h, as 90s, 3min or 1h");
       }},
      {"window", "close-after-failures",
       [](Text v, Config& c) {
         c.pairing.close_after_failures =
             static_cast<unsigned>(whole(v, 1, 100));
       }},
      {"services", "trust",
       [](Text v, Config& c) { c.pairing.trust = yes_or_no(v); }},
      {"voice", "language",
       [languages](Text v, Config& c) {
         c.voice.language = v;
         if (std::find(languages.begin(), languages.end(), v) ==
             languages.end())
           throw Wrong{"one of: " + join(languages)};
       }},
      {"voice", "variant",
       [](Text v, Config& c) {
         c.voice.variant =
             plain(v, 40, "a variant from espeak-ng --voices=variant");
       }},
      {"voice", "rate",
       [](Text v, Config& c) { c.voice.rate = whole(v, 80, 400); }},
      {"voice", "volume",
       [](Text v, Config& c) { c.voice.volume = whole(v, 1, 130); }},
      {"voice", "digit-gap",
       [](Text v, Config& c) {
         c.voice.pacing.digit_gap =
             value::time(v, 0ms, 1s, "a time from 0ms to 1s");
       }},
      {"voice", "group-gap",
       [](Text v, Config& c) {
         c.voice.pacing.group_gap =
             value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"voice", "repeat",
       [](Text v, Config& c) { c.voice.repeat = whole(v, 1, 3); }},
      {"voice", "wake",
       [](Text v, Config& c) {
         c.voice.wake = value::time(v, 0ms, 2s, "a time from 0ms to 2s");
       }},
      {"sound", "output",
       [](Text v, Config& c) {
         c.output = plain(v, 200, "the name of an ALSA PCM (see: aplay -L)");
         if (c.output.empty())
           throw Wrong{"the name of an ALSA PCM (see: aplay -L)"};
       }},
  };
}

/** One reading of one file. */
class Reading {
 public:
  Reading(std::string path, const std::vector<std::string>& languages)
      : path_{std::move(path)}, keys_{keys(languages)} {}

  Config read() {
    glib::ErrorSlot error;
    if (!g_key_file_load_from_file(file_.get(), path_.c_str(), G_KEY_FILE_NONE,
                                   error.out()))
      throw ConfigError{{path_ + ": " + error.get()->message}};
    take_all();
    check_together();
    if (!mistakes_.empty()) throw ConfigError{std::move(mistakes_)};
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
    if (config_.pairing.open_at == pairing::Opening::always &&
        config_.pairing.heard_is_consent)
      mistake(
          "[window] open-at = always goes not with [pairing] consent = heard: "
          "whoever asks would be let in, day and night",
          "open-at = power-on, or consent = none");
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

ConfigError::ConfigError(std::vector<std::string> mistakes)
    : std::runtime_error{lines(mistakes)}, mistakes_{std::move(mistakes)} {}

Config read_config(const std::string& path,
                   const std::vector<std::string>& languages) {
  return Reading{path, languages}.read();
}
