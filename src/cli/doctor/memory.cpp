// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what is stored outlasts a start of the box: our list, and BlueZ's
// bonds.
#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/doctor/check.hpp"

namespace cli::doctor {
namespace {

struct Mount {
  std::string place;
  std::string options;
  std::string type;
};

/** What a directory is on; see proc_pid_mountinfo(5). */
std::optional<Mount> mount_of(const Subject& subject,
                              const std::string& directory) {
  std::optional<Mount> result;
  std::ifstream stream{subject.at("proc/self/mountinfo")};
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words{line};
    std::string skip;
    Mount mount;
    words >> skip >> skip >> skip >> skip >> mount.place >> mount.options;
    while (words >> skip && skip != "-") continue;
    words >> mount.type;
    const std::string below =
        mount.place == "/" ? mount.place : mount.place + "/";
    if (!(directory + "/").starts_with(below)) continue;
    // What is mounted later hides what was there.
    if (!result || mount.place.size() >= result->place.size())
      result = std::move(mount);
  }
  return result;
}

}  // namespace

Finding memory(const Subject& subject) {
  std::vector<std::string> volatile_ones;
  std::vector<std::string> overlaid;
  std::vector<std::string> fixed;
  for (const char* directory : {"/var/lib/earshot", "/var/lib/bluetooth"}) {
    const auto mount = mount_of(subject, directory);
    if (!mount) continue;
    if (("," + mount->options + ",").find(",ro,") != std::string::npos)
      fixed.emplace_back(directory);
    else if (mount->type == "tmpfs" || mount->type == "ramfs")
      volatile_ones.emplace_back(directory);
    else if (mount->type == "overlay")
      overlaid.emplace_back(directory);
  }
  constexpr const char* lost =
      "phones have to pair again after each start of the box";
  const auto mend = [](const std::vector<std::string>& all) {
    return fmt::format(
        "sudo raspi-config (Overlay File System: no), or mount a disk at {}",
        fmt::join(all, " and at "));
  };
  if (!fixed.empty())
    return {Level::failure,
            fmt::format("{} is read-only", fmt::join(fixed, ", ")),
            "phones can't be remembered",
            fmt::format("sudo mount -o remount,rw {}, or mount a disk there",
                        fixed.front())};
  if (!volatile_ones.empty())
    return {Level::failure,
            fmt::format("{} is in memory", fmt::join(volatile_ones, ", ")),
            lost, mend(volatile_ones)};
  if (!overlaid.empty())
    return {Level::warning,
            fmt::format("{} is in an overlay", fmt::join(overlaid, ", ")),
            fmt::format("if its upper layer is in memory, {}", lost),
            mend(overlaid)};
  return ok("what is stored outlasts a start of the box");
}

}  // namespace cli::doctor
