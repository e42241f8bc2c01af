// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out what is wrong, and what fixes it.
#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/doctor/check.hpp"
#include "cli/doctor/report.hpp"
#include "cli/output/columns.hpp"
#include "cli/output/output.hpp"
#include "cli/speaker.hpp"
#include "cli/system.hpp"
#include "voice/alsa_log.hpp"
#include "voice/voice.hpp"

namespace cli {
namespace doctor {

namespace {

struct Sight {
  const char* text;
  Tone tone;
};

const Sight& sight(Level level) {
  static constexpr std::array<Sight, 4> sights{{{"ok", Tone::good},
                                                {"warning", Tone::doubtful},
                                                {"failure", Tone::bad},
                                                {"skipped", Tone::plain}}};
  return sights.at(static_cast<std::size_t>(level));
}

struct Examined {
  const char* check;
  Finding finding;
};

/** Says a code, and asks what was heard. */
Finding listen(const Subject& subject) {
  std::random_device random;
  std::uniform_int_distribution<int> digit{0, 9};
  voice::Voice::Code code{};
  for (std::uint8_t& one : code) one = static_cast<std::uint8_t>(digit(random));
  const std::string said = fmt::format("{}", fmt::join(code, ""));
  constexpr const char* louder =
      "[sound] volume, or the amplifier; then the pace: earshot say --audition";
  try {
    voice::Voice voice{subject.config.voice, phrasebooks()};
    std::cerr << "Listen: a code is about to be said.\n";
    play(subject.config.sound, voice.compare(code, ""));
  } catch (const std::exception& e) {
    return {Level::failure, e.what(), "no code can be heard",
            "fix what is wrong above"};
  }
  std::cerr << "Which six digits did you hear? ";
  std::string line;
  std::getline(std::cin, line);
  std::erase_if(line, [](char c) { return g_ascii_isdigit(c) == 0; });
  if (line == said) return ok("the code was understood");
  return {Level::failure,
          fmt::format("{} was understood; it was {}",
                      line.empty() ? "nothing" : line, said),
          "phones can't be compared", louder};
}

std::string as_text(const std::vector<Examined>& all) {
  std::string result;
  for (const auto& [check, finding] : all) {
    result += fmt::format("{}\t{}\t{}\n", check, sight(finding.level).text,
                          finding.what);
    if (!finding.mend.empty()) result += fmt::format("\t\t{}\n", finding.mend);
  }
  return result;
}

glib::Dict as_json(const std::vector<Examined>& all, std::uint32_t failures,
                   std::uint32_t warnings) {
  std::vector<glib::Dict> checks;
  for (const auto& [check, finding] : all)
    checks.emplace_back()
        .add("check", check)
        .add("level", sight(finding.level).text)
        .add("what", finding.what)
        .add("means", finding.means)
        .add("mend", finding.mend);
  return glib::Dict{}
      .add("checks", checks)
      .add("failures", failures)
      .add("warnings", warnings);
}

void print(const Output& out, const Examined& examined) {
  constexpr std::size_t name = 11;
  constexpr std::size_t indent = name + 9;
  const auto& [check, finding] = examined;
  const auto& [level, tone] = sight(finding.level);
  out.entry(fitted(check, name) + level, tone, indent, finding.what);
  if (!finding.means.empty()) out.wrapped(finding.means, indent);
  if (!finding.mend.empty())
    out.wrapped("-> " + finding.mend, indent, Tone::strong);
}

std::uint32_t count(const std::vector<Examined>& all, Level level) {
  return static_cast<std::uint32_t>(std::count_if(
      all.begin(), all.end(),
      [&](const Examined& one) { return one.finding.level == level; }));
}

}  // namespace
}  // namespace doctor

Exit examine(const Arguments& arguments) {
  using namespace doctor;
  Output out;
  bool wants_to_listen = false;
  std::optional<std::string> report;
  std::string root = "/";
  std::string config = config_file();
  Options{"doctor", "",
          "Examines the box: what is wrong, what that means, and what fixes "
          "it.\nExit status 1 if a check fails."}
      .flag("listen", wants_to_listen, "Say a code, and ask what was heard")
      .text("report", report,
            "Write a file for a bug report, names and addresses masked", "FILE")
      .text("root", root, "Examine the files below DIR, not below /", "DIR")
      .text("config", config, "Read this configuration", "FILE")
      .json(out)
      .parse(arguments);
  voice::alsa::be_quiet();
  const Subject subject{root, config};
  std::vector<Examined> all;
  const auto take = [&](const char* check, Finding finding) {
    all.push_back({check, std::move(finding)});
    if (!out.is_json) print(out, all.back());
    Output::flush();
  };
  for (const auto& checks :
       {system_checks(), key_checks(), bluetooth_checks(), sound_checks()})
    for (const Check& check : checks) take(check.name, check.run(subject));
  if (wants_to_listen) take("listen", listen(subject));
  if (report) write_report(*report, subject, as_text(all));
  const auto failures = count(all, Level::failure);
  const auto warnings = count(all, Level::warning);
  if (out.is_json) {
    out.print(as_json(all, failures, warnings));
  } else {
    out.line();
    if (failures + warnings == 0)
      out.line("All is well.", Tone::good);
    else
      out.line(fmt::format("failures: {}, warnings: {}", failures, warnings),
               failures ? Tone::bad : Tone::doubtful);
    if (report)
      out.line(fmt::format("The report is in {}; read it before you send it.",
                           *report));
  }
  return failures ? Exit::failed : Exit::done;
}

}  // namespace cli
