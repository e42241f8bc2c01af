// SPDX-License-Identifier: GPL-3.0-or-later
// The pairing window.
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/held_shut.hpp"
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
  Facts state = daemon.state();
  const auto [why, mend] = held_shut(state);
  // It ends a rest, and nothing else.
  if (!why.empty() && !state.number("LockedOut"))
    throw Failure{Exit::failed,
                  fmt::format("the pairing window stays shut: {}", why), mend};
  daemon.call("Open", g_variant_new("(u)", length));
  state = daemon.state();
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

}  // namespace cli
