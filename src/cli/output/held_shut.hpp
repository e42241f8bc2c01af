// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cli/client/facts.hpp"

namespace cli {

/** Why the pairing window can't open now, and what mends that; both are empty
 * where it can. */
struct HeldShut {
  std::string why;
  std::string mend;
};
HeldShut held_shut(const Facts& state);

/** The daemon found mistakes when it started: its values are what could be
 * read, and defaults. */
bool is_makeshift(const Facts& state);

/** The daemon has this problem; see Problems in the contract. */
bool has_problem(const Facts& state, const char* name);

}  // namespace cli
