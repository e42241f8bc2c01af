// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/kept_file.hpp"

#include <exception>
#include <system_error>
#include <utility>

#include "glib/error.hpp"
#include "glib/handle.hpp"

namespace {

namespace fs = std::filesystem;

fs::path last_good(const fs::path& file) {
  return fs::path{file} += ".last-good";
}

void replace(const fs::path& file, const char* data, gsize length) {
  glib::ErrorSlot error;
  g_file_set_contents_full(
      file.c_str(), data, static_cast<gssize>(length),
      static_cast<GFileSetContentsFlags>(G_FILE_SET_CONTENTS_CONSISTENT |
                                         G_FILE_SET_CONTENTS_DURABLE),
      0600, error.out());
  error.throw_if_set();
}

/** False where the file is not there, or was damaged and set aside. */
bool load_or_set_aside(const fs::path& path,
                       const std::function<void(GKeyFile&)>& take) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return false;
  try {
    const glib::KeyFile file{g_key_file_new()};
    glib::ErrorSlot error;
    g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE,
                              error.out());
    error.throw_if_set();
    take(*file);
    return true;
  } catch (const std::exception& e) {
    const fs::path aside = fs::path{path} += ".damaged";
    std::error_code error;
    fs::rename(path, aside, error);
    g_warning("%s is damaged (%s); it is kept as %s", path.c_str(), e.what(),
              error ? path.c_str() : aside.c_str());
    return false;
  }
}

}  // namespace

KeptFile::KeptFile(fs::path file) : file_{std::move(file)} {}

bool KeptFile::load(const std::function<void(GKeyFile&)>& take) const {
  return !load_or_set_aside(file_, take) &&
         load_or_set_aside(last_good(file_), take);
}

void KeptFile::save(GKeyFile& file) const {
  gsize length = 0;
  const glib::Text data{g_key_file_to_data(&file, &length, nullptr)};
  replace(file_, data.get(), length);
  replace(last_good(file_), data.get(), length);
}
