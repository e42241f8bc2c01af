// SPDX-License-Identifier: GPL-3.0-or-later
// The pairing window, and the request that waits in it.
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "bluez/address.hpp"
#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "cli/output/times.hpp"
#include "config/value.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

using namespace std::chrono_literals;

/** "5min" or "5 min" */
std::uint32_t seconds(const Arguments& words) {
  const std::string text = fmt::format("{}", fmt::join(words, ""));
  try {
    return static_cast<std::uint32_t>(
        std::chrono::ceil<std::chrono::seconds>(value::time(text, 10s, 1h))
            .count());
  } catch (const value::Wrong& wrong) {
    throw Failure{Exit::usage,
                  fmt::format("'{}' is not {}", printable(text), wrong.right)};
  }
}

/** Answers the request that is waiting; the words may name it, so that no
 * other one is meant. Returns it. */
Facts answer(const Daemon& daemon, const char* method, const Arguments& words) {
  Facts asking = daemon.state().dictionary("Request");
  const std::string whose = fmt::format("{}", fmt::join(words, " "));
  if (!whose.empty() && !asking.empty() && whose != asking.text("Name") &&
      !bluez::same_address(whose, asking.text("Address")))
    throw Failure{Exit::failed,
                  fmt::format("{} is not the one waiting; {} is",
                              printable(whose), described(asking))};
  daemon.call(method);
  return asking;
}

glib::Dict as_json(const char* answer, const Facts& asking) {
  return glib::Dict{}
      .add("answer", answer)
      .add_all(asking.texts({"Name", "Address"}));
}

}  // namespace

Exit open(const Arguments& arguments) {
  Output out;
  const Arguments time =
      Options{"open", "[TIME]",
              "Opens the pairing window, for 10s to 1h; without a TIME, for as "
              "long as configured.\nIt ends a rest after failures, but not "
              "quiet hours."}
          .json(out)
          .parse(arguments, 2);
  const std::uint32_t length = time.empty() ? 0 : seconds(time);
  const Daemon daemon;
  daemon.call("Open", g_variant_new("(u)", length));
  const Facts state = daemon.state();
  const bool is_open = state.text("Window") == "open";
  const auto left = state.number("Left");
  out.print(glib::Dict{}.add("open", is_open).add("seconds_left", left),
            is_open
                ? fmt::format("The pairing window is open{}.\nLook for '{}' in "
                              "the phone's Bluetooth settings.",
                              for_so_long(left), state.text("Speaker"))
                : "The pairing window will open as soon as Bluetooth is "
                  "available (see earshot doctor).");
  return Exit::done;
}

Exit close(const Arguments& arguments) {
  Output out;
  Options{"close", "",
          "Shuts the pairing window; a phone that is waiting is refused."}
      .json(out)
      .parse(arguments);
  Daemon{}.call("Close");
  out.print(glib::Dict{}.add("open", false).add("seconds_left", 0u),
            "The pairing window is shut.");
  return Exit::done;
}

Exit yes(const Arguments& arguments) {
  Output out;
  const Arguments whose =
      Options{"yes", "[NAME|ADDRESS]",
              "Lets in the phone that is waiting, if [pairing] consent lists "
              "command.\nCompare the code first."}
          .json(out)
          .parse(arguments, most_words);
  const Daemon daemon;
  const Facts asking = answer(daemon, "Yes", whose);
  out.print(
      as_json("yes", asking),
      described(asking) + (daemon.state().flag("Speaking")
                               ? " will be let in once the code has been said."
                               : " is let in."));
  return Exit::done;
}

Exit no(const Arguments& arguments) {
  Output out;
  const Arguments whose =
      Options{"no", "[NAME|ADDRESS]", "Refuses the phone that is waiting."}
          .json(out)
          .parse(arguments, most_words);
  const Facts asking = answer(Daemon{}, "No", whose);
  out.print(as_json("no", asking),
            fmt::format("{} is refused.", described(asking)));
  return Exit::done;
}

}  // namespace cli
