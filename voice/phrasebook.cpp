// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/phrasebook.hpp"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <set>
#include <system_error>

namespace voice {
namespace {

struct Entry {
  Phrase phrase;
  const char* key;
  const char* placeholder;  ///< must be in the text once; nullptr: none may
};

constexpr std::array<Entry, phrases> entries{{
    {Phrase::opened, "opened", "{speaker}"},
    {Phrase::opened_unnamed, "opened-unnamed", nullptr},
    {Phrase::closed, "closed", nullptr},
    {Phrase::locked, "locked", nullptr},
    {Phrase::locked_long, "locked-long", nullptr},
    {Phrase::first, "first", nullptr},
    {Phrase::paired, "paired", nullptr},
    {Phrase::let_in, "let-in", nullptr},
    {Phrase::forgotten, "forgotten", nullptr},
    {Phrase::undone, "undone", nullptr},
    {Phrase::not_you, "not-you", nullptr},
    {Phrase::compare_before, "compare-before", nullptr},
    {Phrase::compare_after, "compare-after", nullptr},
    {Phrase::type_before, "type-before", nullptr},
    {Phrase::type_after, "type-after", nullptr},
    {Phrase::keypad, "keypad", nullptr},
    {Phrase::wants_in, "wants-in", nullptr},
    {Phrase::act_key, "act-key", nullptr},
    {Phrase::act_owner, "act-owner", nullptr},
    {Phrase::act_command, "act-command", nullptr},
    {Phrase::middle, "middle", nullptr},
    {Phrase::knock, "knock", nullptr},
    {Phrase::up, "up", nullptr},
    {Phrase::down, "down", nullptr},
    {Phrase::play, "play", nullptr},
    {Phrase::tones, "tones", nullptr},
    {Phrase::again, "again", nullptr},
    {Phrase::asker, "asker", "{device}"},
    {Phrase::a_phone, "a-phone", nullptr},
    {Phrase::playing, "playing", "{device}"},
    {Phrase::left, "left", "{device}"},
    {Phrase::in_use, "in-use", "{device}"},
    {Phrase::refused, "refused", nullptr},
    {Phrase::no_owner, "no-owner", nullptr},
    {Phrase::no_act, "no-act", nullptr},
    {Phrase::no_bluetooth, "no-bluetooth", nullptr},
    {Phrase::no_adapter, "no-adapter", nullptr},
    {Phrase::off, "off", nullptr},
    {Phrase::mistake, "mistake", nullptr},
    {Phrase::unsafe, "unsafe", nullptr},
    {Phrase::no_language, "no-language", nullptr},
    {Phrase::not_kept, "not-kept", nullptr},
}};

constexpr auto index(Phrase phrase) {
  return static_cast<std::size_t>(phrase);
}

struct Free {
  void operator()(GKeyFile* file) const noexcept { g_key_file_unref(file); }
  void operator()(GError* error) const noexcept { g_error_free(error); }
  void operator()(char* text) const noexcept { g_free(text); }
  void operator()(char** texts) const noexcept { g_strfreev(texts); }
};

/** One phrasebook's file; what fails in it throws with its name. */
class File {
 public:
  explicit File(const std::filesystem::path& path) : path_{path} {
    GError* error = nullptr;
    if (!g_key_file_load_from_file(file_.get(), path.c_str(), G_KEY_FILE_NONE,
                                   &error)) {
      const std::unique_ptr<GError, Free> owned{error};
      fail(owned->message);
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw PhrasebookError{path_.string() + ": " + what};
  }

  std::string text(const char* group, const char* key) const {
    GError* error = nullptr;
    const std::unique_ptr<char, Free> value{
        g_key_file_get_string(file_.get(), group, key, &error)};
    if (!value) {
      const std::unique_ptr<GError, Free> owned{error};
      fail(owned->message);
    }
    if (!*value) fail(std::string{"["} + group + "] " + key + " is empty");
    return value.get();
  }

  void allow_only(const char* group, const std::set<std::string>& keys) const {
    const std::unique_ptr<char*, Free> there{
        g_key_file_get_keys(file_.get(), group, nullptr, nullptr)};
    for (char** key = there.get(); key && *key; ++key)
      if (!keys.contains(*key))
        fail(std::string{"["} + group + "] " + *key +
             " is not a key of a phrasebook");
  }

 private:
  std::filesystem::path path_;
  std::unique_ptr<GKeyFile, Free> file_{g_key_file_new()};
};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t result = 0;
  for (std::size_t at = text.find(part); at != text.npos;
       at = text.find(part, at + part.size()))
    ++result;
  return result;
}

void check_placeholders(const File& file, const Entry& entry,
                        const std::string& text) {
  const bool wanted = entry.placeholder != nullptr;
  if (count(text, "{") == (wanted ? 1 : 0) &&
      (!wanted || count(text, entry.placeholder) == 1))
    return;
  file.fail(std::string{"[phrases] "} + entry.key + " must hold " +
            (wanted ? entry.placeholder : "no {placeholder}") +
            (wanted ? " once, and no other placeholder" : ""));
}

void take_digits(const File& file, std::array<std::string, 10>& digits) {
  std::set<std::string> names;
  for (std::size_t digit = 0; digit < digits.size(); ++digit)
    names.insert(std::to_string(digit));
  file.allow_only("digits", names);
  for (std::size_t digit = 0; digit < digits.size(); ++digit)
    digits[digit] = file.text("digits", std::to_string(digit).c_str());
}

}  // namespace

Phrasebook::Phrasebook(const std::filesystem::path& directory,
                       const std::string& language) {
  const File file{directory / (language + ".ini")};
  std::set<std::string> keys;
  for (const Entry& entry : entries) keys.insert(entry.key);
  // A misspelled key first: it is also one that is missing.
  file.allow_only("phrases", keys);
  file.allow_only("language", {"name", "voice"});
  voice_ = file.text("language", "voice");
  take_digits(file, digits_);
  for (const Entry& entry : entries) {
    texts_[index(entry.phrase)] = file.text("phrases", entry.key);
    check_placeholders(file, entry, texts_[index(entry.phrase)]);
  }
}

std::string Phrasebook::say(Phrase phrase, std::string_view name) const {
  std::string text = texts_[index(phrase)];
  if (const char* placeholder = entries[index(phrase)].placeholder)
    text.replace(text.find(placeholder), std::string_view{placeholder}.size(),
                 name);
  return text;
}

std::vector<std::pair<std::string, Phrase>> Phrasebook::keys() {
  std::vector<std::pair<std::string, Phrase>> result;
  result.reserve(entries.size());
  for (const Entry& entry : entries)
    result.emplace_back(entry.key, entry.phrase);
  return result;
}

std::vector<std::string> Phrasebook::languages(
    const std::filesystem::path& directory) {
  std::vector<std::string> result;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator{directory, error})
    if (entry.path().extension() == ".ini")
      result.push_back(entry.path().stem().string());
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace voice
