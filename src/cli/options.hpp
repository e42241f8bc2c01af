// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace cli {

using Arguments = std::vector<std::string>;

/** Of a name or a text that needs no quotes. */
constexpr std::size_t most_words = 100;

/** The command line of one subcommand; GLib's option parser. */
class Options {
 public:
  /** `usage` as "NAME|ADDRESS"; `summary` goes before the list of options. */
  Options(std::string command, std::string usage, std::string summary);

  Options& flag(const char* name, bool& value, const char* help);
  Options& text(const char* name, std::optional<std::string>& value,
                const char* help, const char* what);

  /** What is left when the options are taken; from `least` to `most` words.
   * Throws Failure. --help prints and ends the program. */
  Arguments parse(Arguments arguments, std::size_t least, std::size_t most);

 private:
  struct Flag {
    bool& value;
    gboolean given = FALSE;
  };
  struct Text {
    std::optional<std::string>& value;
    char* given = nullptr;
  };

  std::string command_;
  std::string usage_;
  std::string summary_;
  std::vector<GOptionEntry> entries_;
  std::deque<Flag> flags_;
  std::deque<Text> texts_;
};

}  // namespace cli
