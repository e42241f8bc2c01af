// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/report.hpp"

#include <gio/gio.h>

#include <array>

#include "cli/doctor/mask.hpp"
#include "cli/failure.hpp"
#include "cli/system.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "host/kernel.hpp"
#include "host/printable.hpp"
#include "store/clock.hpp"

namespace cli::doctor {
namespace {

constexpr int longest = 300;

std::string heading(const char* title) {
  return std::string{"\n== "} + title + "\n";
}

std::string system_name(const Subject& subject) {
  const glib::Text name{g_get_os_info(G_OS_INFO_KEY_PRETTY_NAME)};
  return subject.is_running_system() && name ? name.get() : "unknown";
}

std::string configuration(const Subject& subject) {
  std::string result;
  for (const auto& value :
       effective_config(subject.config_file, languages()).values)
    if (!value.file.empty())
      result += "[" + value.group + "] " + value.key + " = " +
                printable(value.text, longest) + "\n";
  return result.empty() ? "all at its default\n" : result;
}

std::string requests(const Subject& subject) {
  std::string result;
  for (const Facts& request : subject.requests) {
    for (const char* key : {"Time", "Name", "Address", "Asked", "Outcome"})
      result += request.text(key) + "\t";
    result += std::to_string(request.number("Times")) + "\n";
  }
  return result.empty() ? "none\n" : result;
}

std::string journal(const Subject& subject) {
  if (!subject.is_running_system()) return "not of this system\n";
  glib::ErrorSlot error;
  const glib::Object<GSubprocess> process{g_subprocess_new(
      static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_MERGE),
      error.out(), "journalctl", "--unit=earshot", "--unit=bluetooth",
      "--lines=300", "--no-pager", "--no-hostname", "--output=short-iso",
      nullptr)};
  if (!process) return std::string{error.get()->message} + "\n";
  char* out = nullptr;
  g_subprocess_communicate_utf8(process.get(), nullptr, nullptr, &out, nullptr,
                                nullptr);
  const glib::Text owned{out};
  return out ? out : "unreadable\n";
}

void learn_names(const Subject& subject, Mask& mask) {
  mask.name(g_get_host_name());
  mask.name(subject.config.speaker_name);
  if (const auto& state = subject.state) {
    mask.name(state->text("Speaker"));
    for (const char* list : {"Devices", "Blocked", "Unlisted"})
      for (const Facts& device : state->dictionaries(list))
        mask.name(device.text("Name"));
    mask.name(state->dictionary("Request").text("Name"));
  }
  for (const Facts& request : subject.requests) mask.name(request.text("Name"));
}

}  // namespace

void write_report(const std::string& file, const Subject& subject,
                  const std::string& findings) {
  Mask mask;
  learn_names(subject, mask);
  const std::string bluez = bluez_version();
  std::string text = "Earshot " EARSHOT_VERSION ", " + utc::now() + "\n" +
                     system_name(subject) + ", Linux " +
                     Kernel::running().release + ", BlueZ " +
                     (bluez.empty() ? "unknown" : bluez) + "\n";
  text += heading("doctor") + findings;
  text += heading("configuration") + configuration(subject);
  text += heading("requests") + requests(subject);
  text += heading("journal") + journal(subject);
  const std::string masked = mask(text);
  glib::ErrorSlot error;
  g_file_set_contents_full(file.c_str(), masked.data(),
                           static_cast<gssize>(masked.size()),
                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, error.out());
  if (error) throw Failure{Exit::failed, error.get()->message};
}

}  // namespace cli::doctor
