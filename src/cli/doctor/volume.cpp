// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/doctor/check.hpp"
#include "cli/output/listing.hpp"

namespace cli::doctor {

Finding volume(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  std::vector<std::string> silent;
  for (const Facts& phone : subject.state->dictionaries("Devices"))
    if (phone.flag("Playing") && !phone.flag("Volume"))
      silent.push_back(described(phone));
  if (silent.empty()) return ok("who plays tells its volume, too");
  return {
      Level::warning,
      fmt::format("no volume has arrived from {}", fmt::join(silent, " and ")),
      "its slider may not move the music, and consent by owner can't be "
      "given with it",
      "press its volume keys once; if that does not help, connect it anew, "
      "and see that \"Disable absolute volume\" is off among its developer "
      "options"};
}

}  // namespace cli::doctor
