// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/mutes.hpp"

#include <gio/gio.h>

#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "store/replace.hpp"

namespace {

/** Lets be heard what a crash has left mute. */
void bring_back(const std::filesystem::path& file, bluealsa::Pcms& pcms) {
  char* text = nullptr;
  if (!g_file_get_contents(file.c_str(), &text, nullptr, nullptr)) return;
  const glib::Text owned{text};
  std::istringstream lines{text};
  for (std::string device; std::getline(lines, device);)
    if (g_variant_is_object_path(device.c_str())) pcms.unmute(device);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
}

}  // namespace

Mutes::Mutes(bluealsa::Pcms& pcms, std::filesystem::path file)
    : pcms_{pcms}, file_{std::move(file)} {
  bring_back(file_, pcms_);
}

Mutes::~Mutes() {
  lift_all(Why::words);
  lift_all(Why::turn);
}

bool Mutes::add(const std::string& device, Why why) {
  if (!pcms_.has_sound(device)) return false;
  const bool is_new = !devices_.contains(device);
  devices_[device].insert(why);
  // First: what can't be remembered would stay mute after a crash.
  try {
    if (is_new) remember();
  } catch (const glib::Error& e) {
    g_warning("%s is not muted: %s", device.c_str(), e.what());
    devices_.erase(device);
    return false;
  }
  pcms_.duck(device);
  return true;
}

void Mutes::lift(const std::string& device, Why why) {
  const auto found = devices_.find(device);
  if (found == devices_.end()) return;
  found->second.erase(why);
  if (!found->second.empty()) return;
  devices_.erase(found);
  pcms_.unduck(device);
  try {
    remember();
  } catch (const glib::Error& e) {
    // One more is let be heard by the next start: it is heard already.
    g_info("%s", e.what());
  }
}

void Mutes::lift_all(Why why) {
  std::vector<std::string> all;
  for (const auto& [device, reasons] : devices_)
    if (reasons.contains(why)) all.push_back(device);
  for (const std::string& device : all) lift(device, why);
}

void Mutes::remember() const {
  if (devices_.empty()) {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
    return;
  }
  std::string list;
  for (const auto& [device, reasons] : devices_) list += device + "\n";
  replace(file_, list);
}
