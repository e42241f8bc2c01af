// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "cli/output/output.hpp"

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
  /** A text, or std::optional of one; it stays where the option is not given.
   */
  template <class Value>
  Options& text(const char* name, Value& value, const char* help,
                const char* what) {
    return take(
        name, [&](const char* given) { value = given; }, help, what);
  }
  /** --json */
  Options& json(Output& out, const char* help = "Print JSON") {
    return flag("json", out.is_json, help);
  }

  /** What is left when the options are taken; from `least` to `most` words.
   * Throws Failure. --help prints and ends the program. */
  Arguments parse(Arguments arguments, std::size_t most = 0,
                  std::size_t least = 0);

 private:
  struct Flag {
    bool& value;
    gboolean given = FALSE;
  };
  struct Text {
    std::function<void(const char*)> take;
    char* given = nullptr;
  };

  Options& take(const char* name, std::function<void(const char*)> take,
                const char* help, const char* what);

  std::string command_;
  std::string usage_;
  std::string summary_;
  std::vector<GOptionEntry> entries_;
  std::deque<Flag> flags_;
  std::deque<Text> texts_;
};

}  // namespace cli
