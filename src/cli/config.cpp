// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration in effect, and where each value comes from.
#include <fmt/core.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "cli/system.hpp"
#include "config/file.hpp"
#include "host/printable.hpp"
#include "voice/phrasebook.hpp"

namespace cli {
namespace {

constexpr int longest = 300;
using Value = EffectiveConfig::Value;

/** "[voice] rate", "voice.rate" or "rate". */
bool is_named(const Value& value, const std::string& name) {
  return name == value.key || name == value.group + "." + value.key ||
         name == value.group || name == "[" + value.group + "]";
}

std::vector<Value> chosen(const EffectiveConfig& config,
                          const Arguments& names) {
  if (names.empty()) return config.values;
  std::vector<Value> result;
  std::vector<std::string> all;
  for (const Value& value : config.values) {
    all.push_back(value.key);
    all.push_back(value.group);
    if (is_named(value, names.front())) result.push_back(value);
  }
  if (!result.empty()) return result;
  throw Failure{Exit::failed,
                "'" + printable(names.front()) + "' is no key" +
                    did_you_mean(names.front(), all),
                "man earshot.conf"};
}

}  // namespace

Exit config(const Arguments& arguments) {
  bool json = false;
  std::optional<std::string> file;
  const Arguments names =
      Options{"config", "[GROUP|KEY]",
              "Shows the configuration in effect, and which line of which "
              "file each value comes from.\nA mistake in it is exit status 1."}
          .text("config", file, "Read this file", "FILE")
          .flag("json", json, "Print JSON")
          .parse(arguments, 0, 1);
  const Output out{Output::Form{json}};
  const EffectiveConfig config =
      effective_config(file.value_or(config_file()),
                       voice::Phrasebook::languages(phrasebooks()));
  const std::vector<Value> values = chosen(config, names);
  if (json) {
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
          {"[" + value.group + "] " + value.key, printable(value.text, longest),
           value.file.empty() ? "default"
                              : fmt::format("{}:{}", value.file, value.line)});
    out.table(table);
  }
  for (const std::string& mistake : config.mistakes)
    std::fprintf(stderr, "%s\n", printable(mistake, longest).c_str());
  return config.mistakes.empty() ? Exit::done : Exit::failed;
}

}  // namespace cli
