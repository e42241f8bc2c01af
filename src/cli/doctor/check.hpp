// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "cli/doctor/subject.hpp"

namespace cli::doctor {

enum class Level : std::uint8_t { ok, warning, failure, skipped };

/** What one check has found. */
struct Finding {
  Level level = Level::ok;
  std::string what;     ///< how it is
  std::string means{};  ///< what follows from that, where it is not ok
  std::string mend{};   ///< the exact command or line that fixes it
};

inline Finding ok(std::string what) {
  return {Level::ok, std::move(what)};
}
inline Finding skipped(std::string why) {
  return {Level::skipped, std::move(why)};
}

/** One thing that must be right for a phone to be let in and heard. */
struct Check {
  const char* name;
  Finding (*run)(const Subject&);
};

/** From the machine up to the words; see the files of those names. */
std::span<const Check> system_checks();
std::span<const Check> key_checks();
std::span<const Check> bluetooth_checks();
std::span<const Check> sound_checks();

/** What the daemon reads, whether it runs, who could let a phone in, and
 * whether the window may open. */
Finding config(const Subject& subject);
Finding daemon(const Subject& subject);
Finding acts(const Subject& subject);
Finding window(const Subject& subject);

/** Whether what is stored outlasts a start of the box. */
Finding memory(const Subject& subject);

/** Whether the output leads to where it can be heard. */
Finding route(const Subject& subject);

/** Whether phones' volumes arrive. */
Finding volume(const Subject& subject);

/** Our systemd unit: a file of its own among those of the system. */
Finding unit(const Subject& subject);

/** What repairs a package of ours that is incomplete. */
inline constexpr const char* reinstall = "sudo apt install --reinstall earshot";

}  // namespace cli::doctor
