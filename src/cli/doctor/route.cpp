// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sound goes: to nobody, if it ends in the session of a user who is
// not there, or at a socket with nothing behind it.
#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "cli/doctor/check.hpp"

namespace cli::doctor {
namespace {

namespace fs = std::filesystem;

std::string line_of(const fs::path& file) {
  std::ifstream stream{file};
  std::string line;
  std::getline(stream, line);
  return line;
}

bool is_hdmi(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), g_ascii_tolower);
  return name.find("hdmi") != name.npos;
}

/** The output is named after HDMI, or is the default of a box that has no other
 * card. */
bool leads_to_hdmi(const Subject& subject) {
  const std::string& output = subject.config.sound.output;
  if (is_hdmi(output)) return true;
  if (!output.starts_with("default")) return false;
  std::vector<std::string> cards;
  std::error_code none;
  for (const auto& entry :
       fs::directory_iterator{subject.at("proc/asound"), none})
    if (const auto id = line_of(entry.path() / "id"); !id.empty())
      cards.push_back(id);
  return !cards.empty() && std::all_of(cards.begin(), cards.end(), is_hdmi);
}

/** The kernel sees HDMI sockets, and nothing in any of them; see
 * /sys/class/drm/card0-HDMI-A-1/status. */
bool no_screen(const Subject& subject) {
  bool any = false;
  std::error_code none;
  for (const auto& entry :
       fs::directory_iterator{subject.at("sys/class/drm"), none}) {
    if (!is_hdmi(entry.path().filename())) continue;
    if (line_of(entry.path() / "status") == "connected") return false;
    any = true;
  }
  return any;
}

}  // namespace

Finding route(const Subject& subject) {
  const std::string& output = subject.config.sound.output;
  const auto server =
      subject.first_of({"etc/alsa/conf.d/99-pipewire-default.conf",
                        "etc/alsa/conf.d/99-pulseaudio-default.conf"});
  if (output == "default" && !server.empty())
    return {
        Level::warning,
        fmt::format("{} leads 'default' to a sound server", server.string()),
        "it belongs to a user's session, which a service can't reach",
        "name a card: output = plug:'dmix:CARD=NAME' (aplay -l lists them)"};
  if (leads_to_hdmi(subject) && no_screen(subject))
    return {Level::failure, "nothing is plugged into HDMI",
            "its sound can't be played",
            "plug the screen or amplifier in and switch it on before the box, "
            "or choose another card: [sound] output"};
  return ok("the sound ends at a card of the box");
}

}  // namespace cli::doctor
