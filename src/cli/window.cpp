// SPDX-License-Identifier: GPL-3.0-or-later
// The pairing window, and the request that waits in it.
#include <chrono>
#include <optional>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "cli/output/times.hpp"
#include "config/value.hpp"

namespace cli {
namespace {

using namespace std::chrono_literals;

std::uint32_t seconds(const std::string& text) {
  try {
    return static_cast<std::uint32_t>(
        std::chrono::ceil<std::chrono::seconds>(value::time(text, 10s, 1h))
            .count());
  } catch (const value::Wrong& wrong) {
    throw Failure{Exit::usage, "'" + text + "' is not " + wrong.right};
  }
}

/** Answers the request that waits; `whose` may name it, so that no other one
 * is meant. */
Exit answer(const char* command, const char* method, const char* summary,
            const std::string& done, const Arguments& arguments) {
  bool json = false;
  const Arguments whose = Options{command, "[NAME|ADDRESS]", summary}
                              .flag("json", json, "Print JSON")
                              .parse(arguments, 0, 1);
  const Output out{Output::Form{json}};
  const Daemon daemon;
  const Facts asking = daemon.state().dictionary("Request");
  if (!whose.empty() && !asking.empty() &&
      whose.front() != asking.text("Name") &&
      whose.front() != asking.text("Address"))
    throw Failure{Exit::failed, "it is not " + whose.front() +
                                    " that is waiting, but " +
                                    described(asking)};
  daemon.call(method);
  if (json)
    out.print(glib::Dict{}
                  .add("answer", command)
                  .add("name", asking.text("Name"))
                  .add("address", asking.text("Address")));
  else
    out.line(described(asking) + " " + done);
  return Exit::done;
}

}  // namespace

Exit open(const Arguments& arguments) {
  bool json = false;
  const Arguments time =
      Options{
          "open", "[TIME]",
          "Opens the pairing window, for 10s to 1h as 3min; without TIME as "
          "configured.\nIt ends a rest after failures, but no quiet hours."}
          .flag("json", json, "Print JSON")
          .parse(arguments, 0, 1);
  const std::uint32_t length = time.empty() ? 0 : seconds(time.front());
  const Output out{Output::Form{json}};
  const Daemon daemon;
  daemon.call("Open", g_variant_new("(u)", length));
  const Facts state = daemon.state();
  const bool is_open = state.text("Window") == "open";
  const auto left = state.number("Left");
  if (json) {
    out.print(glib::Dict{}.add("open", is_open).add("seconds_left", left));
  } else if (is_open) {
    out.line("The pairing window is open" +
             (left ? " for " + lasting(left) : std::string{}) + ".");
    out.line("Look for '" + state.text("Speaker") +
             "' in the phone's Bluetooth settings.");
  } else {
    out.line(
        "The pairing window opens as soon as Bluetooth is there "
        "(earshot doctor).");
  }
  return Exit::done;
}

Exit close(const Arguments& arguments) {
  bool json = false;
  Options{"close", "", "Shuts the pairing window; who is waiting is refused."}
      .flag("json", json, "Print JSON")
      .parse(arguments, 0, 0);
  const Output out{Output::Form{json}};
  Daemon{}.call("Close");
  if (json)
    out.print(glib::Dict{}.add("open", false).add("seconds_left", 0u));
  else
    out.line("The pairing window is shut.");
  return Exit::done;
}

Exit yes(const Arguments& arguments) {
  return answer("yes", "Yes",
                "Lets the phone in that is waiting, where [pairing] consent "
                "lists command.\nCompare the code first.",
                "is let in.", arguments);
}

Exit no(const Arguments& arguments) {
  return answer("no", "No", "Refuses the phone that is waiting.", "is refused.",
                arguments);
}

}  // namespace cli
