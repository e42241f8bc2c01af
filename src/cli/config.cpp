// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration in effect, and where each value comes from.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "cli/system.hpp"
#include "config/file.hpp"
#include "glib/dict.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

constexpr int longest = 300;
using Value = EffectiveConfig::Value;

/** "[voice] rate", "voice.rate", "rate" or a group. */
bool is_named(const Value& value, const std::string& name) {
  return name == value.key || name == value.group ||
         name == fmt::format("{}.{}", value.group, value.key) ||
         name == fmt::format("[{}]", value.group);
}

/** Those of this name; throws Failure where there are none. */
std::vector<Value> chosen(const EffectiveConfig& config,
                          const std::string& name) {
  std::vector<Value> result;
  std::vector<std::string> all;
  for (const Value& value : config.values) {
    all.insert(all.end(), {value.key, value.group});
    if (is_named(value, name)) result.push_back(value);
  }
  if (!result.empty()) return result;
  throw Failure{Exit::failed,
                fmt::format("there is no key '{}'{}", printable(name),
                            did_you_mean(name, all)),
                "man earshot.conf"};
}

}  // namespace

Exit config(const Arguments& arguments) {
  Output out;
  bool changed = false;
  std::string file = config_file();
  const Arguments names =
      Options{
          "config", "[GROUP|KEY]",
          "Shows the configuration in effect, and which line of which "
          "file each value comes from.\nMistakes in it make the exit status "
          "1."}
          .flag("changed", changed, "Only what a file sets")
          .text("config", file, "Read this file", "FILE")
          .json(out)
          .parse(arguments, 1);
  const EffectiveConfig config = effective_config(file, languages());
  std::vector<Value> values =
      names.empty() ? config.values : chosen(config, names.front());
  if (changed)
    std::erase_if(values, [](const Value& v) { return v.file.empty(); });
  if (out.is_json) {
    std::vector<glib::Dict> all;
    for (const Value& value : values)
      all.emplace_back()
          .add("group", value.group)
          .add("key", value.key)
          .add("value", printable(value.text, longest))
          .add("file", value.file)
          .add("line", value.line);
    out.print(glib::Dict{}.add("values", all).add("mistakes", config.mistakes));
  } else {
    Table table{{"KEY", "VALUE", "FROM"}, {}};
    for (const Value& value : values)
      table.rows.push_back(
          {fmt::format("[{}] {}", value.group, value.key),
           printable(value.text, longest),
           value.file.empty() ? "default"
                              : fmt::format("{}:{}", value.file, value.line)});
    if (!table.rows.empty() || !out.is_terminal())
      out.table(table);
    else
      out.line("Everything is at its default.");
  }
  for (const std::string& mistake : config.mistakes)
    std::fprintf(stderr, "%s\n", printable(mistake, longest).c_str());
  return config.mistakes.empty() ? Exit::done : Exit::failed;
}

Exit check(const Arguments& arguments) {
  std::string file = config_file();
  Options{"check", "",
          "Reads the configuration and says what is wrong with it; exit status "
          "1 if anything is."}
      .text("config", file, "Read this file", "FILE")
      .parse(arguments);
  try {
    read_config(file, languages());
  } catch (const ConfigError& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return Exit::failed;
  }
  Output{}.line(fmt::format("{}: all is well", file));
  return Exit::done;
}

}  // namespace cli
