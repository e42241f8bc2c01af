// SPDX-License-Identifier: GPL-3.0-or-later
// Our systemd unit: there, enabled, and as locked in as it was shipped.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "cli/doctor/assignments.hpp"
#include "cli/doctor/check.hpp"

namespace cli::doctor {

Finding unit(const Subject& subject) {
  const auto unit = subject.first_of({"etc/systemd/system/earshot.service",
                                      "usr/lib/systemd/system/earshot.service",
                                      "lib/systemd/system/earshot.service"});
  if (unit.empty())
    return {Level::failure, "earshot.service is missing",
            "nothing starts the daemon", reinstall};
  std::vector<std::filesystem::path> files{unit};
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator{
           subject.at("etc/systemd/system/earshot.service.d"), none})
    if (entry.path().extension() == ".conf") files.push_back(entry.path());
  std::sort(files.begin() + 1, files.end());
  const auto assigned = assignments(files);
  constexpr std::array<std::pair<const char*, const char*>, 8> hardening{
      {{"NoNewPrivileges", "yes"},
       {"ProtectSystem", "strict"},
       {"ProtectHome", "yes"},
       {"PrivateNetwork", "yes"},
       {"PrivateUsers", "yes"},
       {"CapabilityBoundingSet", ""},
       {"MemoryDenyWriteExecute", "yes"},
       {"User", "earshot"}}};
  for (const auto& [key, value] : hardening) {
    const auto found = assigned.find(key);
    if (found == assigned.end() || found->second != value)
      return {
          Level::warning,
          fmt::format("earshot.service no longer says {}={}", key, value),
          "a mistake in the daemon could do more harm",
          "sudo systemctl revert earshot && sudo systemctl restart earshot"};
  }
  if (subject
          .first_of(
              {"etc/systemd/system/multi-user.target.wants/earshot.service"})
          .empty())
    return {Level::warning, "earshot.service is not enabled",
            "it does not start when the box is switched on",
            "sudo systemctl enable --now earshot"};
  return ok("earshot.service is enabled, and locked in");
}

}  // namespace cli::doctor
