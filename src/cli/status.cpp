// SPDX-License-Identifier: GPL-3.0-or-later
// One screen: what is going on.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/held_shut.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "cli/output/times.hpp"
#include "cli/output/words.hpp"
#include "cli/system.hpp"
#include "config/value.hpp"
#include "host/kernel.hpp"
#include "speech/problem.hpp"

namespace cli {
namespace {

constexpr const char* recent = "7d";
constexpr std::size_t most_recent = 10;

std::string window(const Facts& state) {
  if (state.text("Window") == "open") {
    const auto left = state.number("Left");
    return left ? "open" + for_so_long(left) : "open all the time";
  }
  const auto [why, mend] = held_shut(state);
  if (why.empty()) return "shut (earshot open opens it)";
  return fmt::format("shut: {} ({})", why, mend);
}

std::string adapters(const Facts& state, const std::string& bluez,
                     const std::string& kernel) {
  std::vector<std::string> parts;
  for (const Facts& adapter : state.dictionaries("Adapters"))
    parts.push_back(fmt::format("{}, {}", adapter.text("Address"),
                                adapter.flag("Powered") ? "powered" : "off"));
  if (parts.empty()) parts.emplace_back("none");
  return fmt::format("{}; BlueZ {}, Linux {}", fmt::join(parts, "; "),
                     bluez.empty() ? "unknown" : bluez, kernel);
}

std::string listed_acts(const Facts& state) {
  std::vector<std::string> all;
  std::vector<std::string> missing;
  const auto possible = state.list("Possible");
  for (const std::string& act : state.list("Consent")) {
    all.push_back(act_in_words(act));
    if (std::find(possible.begin(), possible.end(), act) == possible.end())
      missing.push_back(all.back());
  }
  if (all.empty()) return "none";
  if (missing.empty()) return value::join(all);
  return fmt::format("{} (not possible now: {})", value::join(all),
                     value::join(missing));
}

std::string acts(const Facts& state) {
  const std::string listed = listed_acts(state);
  return state.flag("First")
             ? fmt::format("hearing the code, for the first phone; then {}",
                           listed)
             : listed;
}

std::string problems(const Facts& state) {
  std::vector<std::string> result;
  for (const std::string& named : state.list("Problems")) {
    const auto problem = problem_named(named);
    result.push_back(problem ? text(*problem) : named);
  }
  return value::join(result);
}

std::string music(const Facts& state) {
  std::vector<std::string> result;
  for (const Facts& device : state.dictionaries("Devices")) {
    if (!device.flag("Playing")) continue;
    result.push_back(device.text("Name"));
    if (const auto codec = device.text("Codec"); !codec.empty())
      result.back() +=
          fmt::format(" ({}, {:g} kHz)", codec, device.number("Rate") / 1000.0);
  }
  return value::join(result);
}

glib::Dict as_json(const Facts& state, const std::vector<Facts>& requests,
                   const std::string& bluez, const std::string& kernel) {
  std::vector<glib::Dict> adapters;
  for (const Facts& adapter : state.dictionaries("Adapters"))
    adapters.emplace_back(adapter.texts({"Address"}))
        .add("powered", adapter.flag("Powered"));
  const Facts asking = state.dictionary("Request");
  glib::Dict request;
  if (!asking.empty()) request = asking.texts({"Name", "Address"});
  glib::Dict window;
  window.add("open", state.text("Window") == "open")
      .add("seconds_left", state.number("Left"))
      .add("held_shut", state.text("HeldShut"))
      .add("locked_out_seconds", state.number("LockedOut"));
  return glib::Dict{}
      .add("speaker", state.text("Speaker"))
      .add("ready", state.flag("Ready"))
      .add("version", state.text("Version"))
      .add("bluez", bluez)
      .add("kernel", kernel)
      .add("adapters", adapters)
      .add("window", window)
      .add("request", request)
      .add("consent", state.list("Consent"))
      .add("possible", state.list("Possible"))
      .add("first", state.flag("First"))
      .add("languages", state.list("Languages"))
      .add("output", state.text("Output"))
      .add("problems", state.list("Problems"))
      .add("devices", devices_as_json(state))
      .add("unlisted", named_as_json(state, "Unlisted"))
      .add("blocked", named_as_json(state, "Blocked"))
      .add("requests", requests_as_json(requests));
}

void print(const Output& out, const Facts& state,
           const std::vector<Facts>& requests, const std::string& bluez,
           const std::string& kernel) {
  const std::string speaker = state.text("Speaker");
  out.line(speaker.empty() ? "(no name yet)" : speaker, Tone::strong);
  std::vector<std::pair<std::string, std::string>> fields{
      {"Window", window(state)}};
  if (const Facts asking = state.dictionary("Request"); !asking.empty())
    fields.emplace_back("Waiting",
                        described(asking) + " (earshot yes or earshot no)");
  fields.emplace_back("Adapter", adapters(state, bluez, kernel));
  if (const std::string plays = music(state); !plays.empty())
    fields.emplace_back("Music", plays);
  // Defaults that nobody chose are in force then.
  if (!is_makeshift(state)) {
    fields.emplace_back("Ways to approve", acts(state));
    fields.emplace_back(
        "Voice", fmt::format("{}, on {}", value::join(state.list("Languages")),
                             state.text("Output")));
  }
  if (const std::string wrong = problems(state); !wrong.empty())
    fields.emplace_back("Problem", wrong + " (see earshot doctor)");
  if (const std::string daemon = state.text("Version");
      daemon != EARSHOT_VERSION)
    fields.emplace_back(
        "Version",
        fmt::format("earshotd {}, earshot {} (sudo systemctl restart earshot)",
                    daemon, EARSHOT_VERSION));
  out.fields(fields);
  out.line();
  print_devices(out, state);
  if (requests.empty()) return;
  out.line();
  Table table = requests_as_table(out, requests);
  if (table.rows.size() > most_recent) {
    table.rows.erase(table.rows.begin(),
                     table.rows.end() - std::ptrdiff_t{most_recent});
    out.line(fmt::format(
        "The last {} of {} requests in the past seven days (all: earshot log):",
        most_recent, requests.size()));
  } else {
    out.line("Requests in the past seven days:");
  }
  out.table(table);
}

}  // namespace

Exit status(const Arguments& arguments) {
  Output out;
  Options{"status", "", "Shows what is going on, on one screen."}
      .json(out)
      .parse(arguments);
  const Daemon daemon;
  const Facts state = daemon.state();
  const std::vector<Facts> requests = daemon.log(since(recent));
  const std::string bluez = bluez_version();
  const std::string kernel = Kernel::running().release;
  if (out.is_json)
    out.print(as_json(state, requests, bluez, kernel));
  else
    print(out, state, requests, bluez, kernel);
  return Exit::done;
}

Exit version(const Arguments& arguments) {
  Output out;
  Options{"version", "", "Shows the versions of the command and the daemon."}
      .json(out)
      .parse(arguments);
  std::string daemon;
  try {
    daemon = Daemon{}.state().text("Version");
  } catch (const Failure&) {
    // The command still has a version of its own.
  }
  out.print(
      glib::Dict{}.add("earshot", EARSHOT_VERSION).add("earshotd", daemon),
      fmt::format("earshot {}, earshotd {}", EARSHOT_VERSION,
                  daemon.empty() ? "not reached" : daemon));
  return Exit::done;
}

}  // namespace cli
