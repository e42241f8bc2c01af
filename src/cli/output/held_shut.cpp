// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/held_shut.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output/times.hpp"
#include "pairing/words.hpp"
#include "speech/problem.hpp"

namespace cli {

bool has_problem(const Facts& state, const char* name) {
  const auto all = state.list("Problems");
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_makeshift(const Facts& state) {
  // Not where the kernel shuts the window, and a mistake came with a reload.
  return has_problem(state, name(Problem::mistake)) &&
         !has_problem(state, name(Problem::unsafe)) &&
         state.text("HeldShut") == text(pairing::Reason::unsafe);
}

HeldShut held_shut(const Facts& state) {
  const std::string why = state.text("HeldShut");
  if (why.empty()) return {};
  if (const auto left = state.number("LockedOut"))
    return {why, fmt::format("earshot open, or wait for {}", lasting(left))};
  if (is_makeshift(state))
    return {text(Problem::mistake),
            "fix it (earshot check), then sudo systemctl reload earshot"};
  if (why == text(pairing::Reason::unsafe))
    return {text(Problem::unsafe),
            "sudo apt update && sudo apt full-upgrade && sudo reboot"};
  return {why, "earshot config window"};
}

}  // namespace cli
