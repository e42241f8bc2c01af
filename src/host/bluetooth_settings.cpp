// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/bluetooth_settings.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

#include <array>

#include "glib/handle.hpp"

namespace {

struct Danger {
  const char* key;
  const char* value;  ///< nullptr: true, however bluetoothd reads it
  const char* what;
};

constexpr std::array table{
    Danger{"JustWorksRepairing", "always",
           "a stranger who forges the address of an admitted device is paired "
           "in its place, unasked; set JustWorksRepairing=never"},
    Danger{"AlwaysPairable", nullptr,
           "while no agent runs anybody is paired; set AlwaysPairable=false"},
};

bool is_set(GKeyFile& file, const Danger& danger) {
  // As bluetoothd does; to it 1 is true.
  if (!danger.value)
    return g_key_file_get_boolean(&file, "General", danger.key, nullptr) !=
           FALSE;
  const glib::Text value{
      g_key_file_get_string(&file, "General", danger.key, nullptr)};
  return value && g_ascii_strcasecmp(value.get(), danger.value) == 0;
}

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
  for (const Danger& danger : table)
    if (is_set(*file, danger))
      result.push_back(
          fmt::format("{}: {}={}: {}", main_conf.string(), danger.key,
                      danger.value ? danger.value : "true", danger.what));
  return result;
}
