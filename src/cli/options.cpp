// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/failure.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "host/printable.hpp"

namespace cli {

Options::Options(std::string command, std::string usage, std::string summary)
    : command_{std::move(command)},
      usage_{std::move(usage)},
      summary_{std::move(summary)} {}

Options& Options::flag(const char* name, bool& value, const char* help) {
  Flag& flag = flags_.emplace_back(Flag{value});
  entries_.push_back(
      {name, 0, 0, G_OPTION_ARG_NONE, &flag.given, help, nullptr});
  return *this;
}

Options& Options::take(const char* name, std::function<void(const char*)> take,
                       const char* help, const char* what) {
  Text& text = texts_.emplace_back(Text{std::move(take)});
  entries_.push_back(
      {name, 0, 0, G_OPTION_ARG_STRING, &text.given, help, what});
  return *this;
}

Arguments Options::parse(Arguments arguments, std::size_t most,
                         std::size_t least) {
  const glib::Handle<GOptionContext, g_option_context_free> context{
      g_option_context_new(usage_.c_str())};
  g_option_context_set_summary(context.get(), summary_.c_str());
  entries_.push_back({});
  g_option_context_add_main_entries(context.get(), entries_.data(), nullptr);
  const std::string name = fmt::format("earshot {}", command_);
  arguments.insert(arguments.begin(), name);
  std::vector<const char*> words;
  for (const std::string& argument : arguments)
    words.push_back(argument.c_str());
  words.push_back(nullptr);
  // The parser rearranges the words and frees those that it takes.
  char** given = g_strdupv(const_cast<char**>(words.data()));
  g_set_prgname(name.c_str());
  glib::ErrorSlot error;
  g_option_context_parse_strv(context.get(), &given, error.out());
  const glib::Handle<char*, g_strfreev> owned{given};
  for (Flag& flag : flags_)
    if (flag.given) flag.value = true;
  for (Text& text : texts_) {
    if (text.given) text.take(text.given);
    g_free(std::exchange(text.given, nullptr));
  }
  const std::string help = name + " --help";
  if (error) throw Failure{Exit::usage, error.get()->message, help};
  Arguments rest;
  for (char** word = given + 1; *word; ++word)
    if (!g_str_equal(*word, "--")) rest.emplace_back(*word);
  if (rest.size() > most)
    throw Failure{Exit::usage,
                  fmt::format("unexpected: {}", printable(rest[most])), help};
  if (rest.size() < least)
    throw Failure{Exit::usage, fmt::format("something is missing: {}", usage_),
                  help};
  return rest;
}

}  // namespace cli
