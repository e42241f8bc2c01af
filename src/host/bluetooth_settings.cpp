// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/bluetooth_settings.hpp"

#include <gio/gio.h>

#include <array>

#include "glib/handle.hpp"

namespace {

struct Danger {
  const char* key;
  const char* value;
  const char* what;
};

constexpr std::array table{
    Danger{"JustWorksRepairing", "always",
           "a stranger who forges the address of an admitted device is paired "
           "in its place, unasked; set JustWorksRepairing=never"},
    Danger{"AlwaysPairable", "true",
           "while no agent runs anybody is paired; set AlwaysPairable=false"},
};

}  // namespace

std::filesystem::path bluetooth_settings(const std::filesystem::path& root) {
  std::error_code none;
  for (const char* units : {"usr/lib/systemd/system", "lib/systemd/system"})
    if (std::filesystem::exists(
            root / units / "bluetooth.service.d/earshot-speaker.conf", none))
      return root / "etc/bluetooth/earshot-speaker.conf";
  return root / "etc/bluetooth/main.conf";
}

std::vector<std::string> dangers(const std::filesystem::path& main_conf) {
  std::vector<std::string> result;
  const glib::KeyFile file{g_key_file_new()};
  if (!g_key_file_load_from_file(file.get(), main_conf.c_str(), G_KEY_FILE_NONE,
                                 nullptr))
    return result;
  for (const Danger& danger : table) {
    const glib::Text value{
        g_key_file_get_string(file.get(), "General", danger.key, nullptr)};
    if (value && g_ascii_strcasecmp(value.get(), danger.value) == 0)
      result.push_back(main_conf.string() + ": " + danger.key + "=" +
                       danger.value + ": " + danger.what);
  }
  return result;
}
