// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's command: one word says what to do.
#include <glib.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/columns.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

constexpr std::array table{
    Command{"status", "what is going on (also without any word)", status},
    Command{"open", "open the pairing window", open},
    Command{"close", "shut it", close},
    Command{"yes", "let the phone in that is waiting", yes},
    Command{"no", "refuse it", no},
    Command{"devices", "who is in", devices},
    Command{"forget", "let phones be strangers again", forget},
    Command{"block", "refuse every link of a device", block},
    Command{"log", "who asked, and what became of it", log},
    Command{"watch", "what happens, while it happens", watch},
    Command{"config", "the configuration in effect, and where it is from",
            config},
    Command{"say", "speak through the sound output, or into a file", say},
    Command{"doctor", "find out what is wrong, and what mends it", examine},
    Command{"hooks", "run the programs of [hooks] (systemd does)", hooks},
    Command{"version", "the versions of command and daemon", version},
};

void help() {
  const Output out{Output::Form::text};
  out.line("Usage: earshot [COMMAND] [OPTIONS]");
  out.line();
  for (const Command& command : table)
    out.line("  " + fitted(command.name, 10) + command.summary);
  out.line();
  out.line(
      "earshot COMMAND --help tells more of each, and so does man earshot.");
  out.line("--json makes any of them print JSON.");
}

const Command& find(const std::string& name) {
  const auto found =
      std::find_if(table.begin(), table.end(),
                   [&](const Command& c) { return name == c.name; });
  if (found != table.end()) return *found;
  std::vector<std::string> names;
  names.reserve(table.size());
  for (const Command& command : table) names.emplace_back(command.name);
  throw Failure{
      Exit::usage,
      "'" + printable(name) + "' is no command" + did_you_mean(name, names),
      "earshot --help"};
}

Exit run(Arguments arguments) {
  const bool named = !arguments.empty() && !arguments.front().starts_with('-');
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--help" || first == "-h" ||
      (first == "help" && arguments.size() == 1)) {
    help();
    return Exit::done;
  }
  if (first == "--version") return version({});
  if (first == "help") {
    arguments.erase(arguments.begin());
    return find(arguments.front()).run({"--help"});
  }
  if (!named) return status(arguments);
  const Command& command = find(first);
  arguments.erase(arguments.begin());
  return command.run(arguments);
}

int fail(const std::string& what, const std::string& remedy, Exit status) {
  std::fflush(stdout);
  std::fprintf(stderr, "earshot: %s\n", what.c_str());
  if (!remedy.empty()) std::fprintf(stderr, "  %s\n", remedy.c_str());
  return static_cast<int>(status);
}

}  // namespace

}  // namespace cli

int main(int argc, char** argv) {
  using cli::Exit;
  std::setlocale(LC_ALL, "");
  try {
    const Exit status = cli::run({argv + 1, argv + argc});
    cli::Output::flush();
    return static_cast<int>(status);
  } catch (const cli::Failure& e) {
    return cli::fail(e.what(), e.remedy(), e.status());
  } catch (const std::exception& e) {
    return cli::fail(e.what(), {}, Exit::failed);
  }
}
