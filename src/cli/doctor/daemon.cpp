// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of the daemon: what it reads, whether it runs, and what it allows.
#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "cli/doctor/check.hpp"
#include "cli/failure.hpp"
#include "cli/output/held_shut.hpp"
#include "config/value.hpp"
#include "glib/handle.hpp"
#include "host/printable.hpp"
#include "speech/problem.hpp"

namespace cli::doctor {
namespace {

/** What the daemon told the journal last that is worth a warning. */
std::string last_words(const Subject& subject) {
  const std::string root = "--root=" + subject.root.string();
  const std::array<const char*, 9> command{
      "journalctl",         root.c_str(), "--unit=earshot",
      "--priority=warning", "--lines=1",  "--quiet",
      "--output=cat",       "--no-pager", nullptr};
  const glib::Object<GSubprocess> process{g_subprocess_newv(
      command.data(),
      static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_SILENCE),
      nullptr)};
  char* said = nullptr;
  if (!process || !g_subprocess_communicate_utf8(
                      process.get(), nullptr, nullptr, &said, nullptr, nullptr))
    return {};
  const glib::Text owned{said};
  return owned ? printable(g_strchomp(owned.get()), 300) : "";
}

Finding unreached(const Subject& subject, const Failure& why) {
  if (why.status() == Exit::not_allowed)
    return {Level::warning, why.what(), "this looks at the box's files alone",
            why.remedy()};
  if (why.status() != Exit::no_daemon || !subject.daemon)
    return {Level::failure, why.what(), "no phone can be let in", why.remedy()};
  const std::string said = last_words(subject);
  return {
      Level::failure,
      said.empty() ? why.what()
                   : fmt::format("{}; its last warning: {}", why.what(), said),
      "no phone can be let in",
      said.empty() ? "sudo systemctl restart earshot; if that does not help: "
                     "sudo journalctl --unit=earshot"
                   : "sudo systemctl restart earshot"};
}

}  // namespace

Finding config(const Subject& subject) {
  const auto& state = subject.state;
  constexpr const char* reload = "sudo systemctl reload earshot";
  if (subject.mistakes.empty()) {
    if (state && has_problem(*state, name(Problem::mistake)))
      return {Level::warning, subject.config_file + " is valid again",
              "what earshotd read had mistakes, and is not in force", reload};
    return ok(subject.config_file + " is valid");
  }
  const auto more = subject.mistakes.size() - 1;
  return {Level::failure,
          more ? fmt::format("{}; and {} more", subject.mistakes.front(), more)
               : subject.mistakes.front(),
          !state || is_makeshift(*state) ? "the pairing window stays shut"
                                         : "what earshotd read before is in "
                                           "force, until it is started anew",
          fmt::format("fix it (earshot check); {}",
                      state ? reload : "sudo systemctl restart earshot")};
}

Finding daemon(const Subject& subject) {
  if (subject.unreached) return unreached(subject, *subject.unreached);
  const std::string version = subject.state->text("Version");
  if (version != EARSHOT_VERSION)
    return {Level::warning,
            fmt::format("earshotd {} runs, {} is installed", version,
                        EARSHOT_VERSION),
            "the update is not in effect yet",
            "sudo systemctl restart earshot"};
  return ok("earshotd " + version);
}

Finding acts(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  const auto listed = subject.state->list("Consent");
  const auto possible = subject.state->list("Possible");
  std::vector<std::string> missing;
  for (const std::string& act : listed)
    if (std::find(possible.begin(), possible.end(), act) == possible.end())
      missing.push_back(act);
  if (missing.empty())
    return ok(listed.empty() ? "consent = none"
                             : "consent by " + value::join(listed));
  // Which acts are possible comes and goes; one of them suffices.
  if (missing.size() < listed.size())
    return ok(fmt::format("consent by {}; not possible now: {}",
                          value::join(listed), value::join(missing)));
  static const std::map<std::string, std::string> remedies{
      {"key", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"keypad", "plug the device of [keys] in: cat /proc/bus/input/devices"},
      {"knock", "sudo apt install bluez-alsa-utils"},
      {"owner", "connect a phone that is in"}};
  const auto remedy = remedies.find(missing.front());
  return {
      Level::failure,
      fmt::format("consent by {} is not possible now", value::join(missing)),
      subject.state->flag("First") ? "no phone but the first can be let in"
                                   : "no phone can be let in",
      remedy == remedies.end() ? "man earshot.conf" : remedy->second};
}

Finding window(const Subject& subject) {
  if (!subject.state) return skipped("earshotd is not reached");
  const auto [why, mend] = held_shut(*subject.state);
  if (why.empty()) return ok("the window is " + subject.state->text("Window"));
  return {Level::warning, "the window is held shut: " + why, "no phone can ask",
          mend};
}

}  // namespace cli::doctor
