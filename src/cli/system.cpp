// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/system.hpp"

#include <gio/gio.h>

#include <algorithm>
#include <cstdlib>

#include "glib/handle.hpp"
#include "voice/phrasebook.hpp"

namespace cli {

std::string bluez_version(const std::filesystem::path& root) {
  for (const char* place :
       {"usr/libexec/bluetooth/bluetoothd", "usr/lib/bluetooth/bluetoothd"}) {
    const std::filesystem::path daemon = root / place;
    std::error_code none;
    if (!std::filesystem::exists(daemon, none)) continue;
    const glib::Object<GSubprocess> process{g_subprocess_new(
        static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                      G_SUBPROCESS_FLAGS_STDERR_SILENCE),
        nullptr, daemon.c_str(), "--version", nullptr)};
    char* out = nullptr;
    if (!process ||
        !g_subprocess_communicate_utf8(process.get(), nullptr, nullptr, &out,
                                       nullptr, nullptr))
      continue;
    const glib::Text owned{out};
    std::string version = out;
    version.erase(version.find_last_not_of(" \n") + 1);
    const bool plain = std::all_of(version.begin(), version.end(), [](char c) {
      return c == '.' || g_ascii_isdigit(c);
    });
    if (plain && !version.empty()) return version;
  }
  return {};
}

std::string phrasebooks() {
  const char* named = std::getenv("EARSHOT_PHRASEBOOKS");
  return named && *named ? named : EARSHOT_PHRASES;
}

std::vector<std::string> languages() {
  return voice::Phrasebook::languages(phrasebooks());
}

std::string config_file() {
  const char* named = std::getenv("EARSHOT_CONFIG");
  return named && *named ? named : EARSHOT_CONFIG;
}

}  // namespace cli
