// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's command: one word says what to do.
#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

Exit help(const Arguments& arguments);

constexpr std::array table{
    Command{"status", "show what is going on (also without a command)", status},
    Command{"open", "open the pairing window", open},
    Command{"close", "shut it", close},
    Command{"yes", "let in the phone that is waiting", yes},
    Command{"no", "refuse it", no},
    Command{"devices", "list the paired phones", devices},
    Command{"forget", "make phones strangers again", forget},
    Command{"block", "refuse every connection from a device", block},
    Command{"log", "list who asked, and what became of it", log},
    Command{"watch", "show what happens, as it happens", watch},
    Command{"config", "show the configuration, and where it comes from",
            config},
    Command{"check", "find mistakes in the configuration", check},
    Command{"say", "speak through the sound output, or into a file", say},
    Command{"output", "show which sound output is heard", sound_output},
    Command{"doctor", "find out what is wrong, and what fixes it", examine},
    Command{"hooks", "run the programs of [hooks] (systemd does this)", hooks},
    Command{"version", "show the versions of the command and the daemon",
            version},
    Command{"help", "show this, or the options of a command", help},
};

const Command& find(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : table) {
    if (name == command.name) return command;
    names.emplace_back(command.name);
  }
  throw Failure{Exit::usage,
                fmt::format("there is no command '{}'{}", printable(name),
                            did_you_mean(name, names)),
                "earshot --help"};
}

Exit help(const Arguments& arguments) {
  if (!arguments.empty() && !arguments.front().starts_with('-'))
    return find(arguments.front()).run({"--help"});
  const Output out;
  out.line("Usage: earshot [COMMAND] [OPTIONS]");
  out.line();
  for (const Command& command : table)
    out.line(fmt::format("  {:10}{}", command.name, command.summary));
  out.line();
  out.line("earshot COMMAND --help lists its options; man earshot says more.");
  out.line("With --json they print JSON.");
  return Exit::done;
}

Exit run(Arguments arguments) {
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--help" || first == "-h") return help({});
  if (first == "--version") return version({});
  if (first.empty() || first.starts_with('-')) return status(arguments);
  arguments.erase(arguments.begin());
  return find(first).run(arguments);
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
