// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/assignments.hpp"

#include <fstream>

namespace cli::doctor {

std::map<std::string, std::string> assignments(
    const std::vector<std::filesystem::path>& files) {
  std::map<std::string, std::string> result;
  for (const auto& file : files) {
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);) {
      const auto equals = line.find('=');
      if (line.empty() || line[0] == '#' || equals == line.npos) continue;
      result[line.substr(0, equals)] = line.substr(equals + 1);
    }
  }
  return result;
}

}  // namespace cli::doctor
