// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/configuration.hpp"

#include <glib.h>

#include <cstdlib>

#include "config/file.hpp"
#include "host/kernel.hpp"
#include "voice/phrasebook.hpp"

namespace configuration {

std::string phrasebooks() {
  const char* named = std::getenv("EARSHOT_PHRASEBOOKS");
  return named && *named ? named : EARSHOT_PHRASES;
}

Config read(const std::string& file) {
  Config config =
      read_config(file, voice::Phrasebook::languages(phrasebooks()));
  const Kernel kernel = Kernel::running();
  if (kernel.asks_before_just_works()) return config;
  if (config.any_kernel) {
    g_warning("kernel %s pairs devices without a display without asking",
              kernel.release.c_str());
    return config;
  }
  g_warning(
      "kernel %s lacks the fix for CVE-2024-8805: it pairs devices without a "
      "display and keys without asking, so the pairing window stays shut. "
      "Update the kernel, or set [pairing] unsafe-kernel = accept",
      kernel.release.c_str());
  config.pairing.safe = false;
  return config;
}

Start read_or_shut(const std::string& file) {
  try {
    return {read(file), true};
  } catch (const ConfigError& e) {
    for (const std::string& mistake : e.mistakes())
      g_warning("%s", mistake.c_str());
    g_warning(
        "until this is fixed (then: systemctl reload earshot) no phone can "
        "be paired; phones that are in stay in");
    Config shut = e.rest();
    shut.pairing.safe = false;
    return {shut, false};
  }
}

}  // namespace configuration
