// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/power_on.hpp"

#include "glib/error.hpp"
#include "store/replace.hpp"

bool is_power_on(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "started";
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return false;
  try {
    replace(file, "");
    return true;
  } catch (const glib::Error& e) {
    g_warning(
        "a restart can't be told from power-on, so the pairing window "
        "stays shut: %s",
        e.what());
    return false;
  }
}
