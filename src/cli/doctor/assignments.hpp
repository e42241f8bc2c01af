// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cli::doctor {

/** What a file of systemd's and its drop-ins, in their order, assign last;
 * whichever section it is in. */
std::map<std::string, std::string> assignments(
    const std::vector<std::filesystem::path>& files);

}  // namespace cli::doctor
