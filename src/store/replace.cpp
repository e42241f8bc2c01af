// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replace.hpp"

#include <gio/gio.h>

#include <string>
#include <system_error>

#include "glib/error.hpp"

namespace fs = std::filesystem;

void replace(const fs::path& file, std::string_view content) {
  glib::ErrorSlot error;
  g_file_set_contents_full(
      file.c_str(), content.data(), static_cast<gssize>(content.size()),
      static_cast<GFileSetContentsFlags>(G_FILE_SET_CONTENTS_CONSISTENT |
                                         G_FILE_SET_CONTENTS_DURABLE),
      0600, error.out());
  error.throw_if_set();
}

void remove_left_over(const fs::path& file) noexcept {
  constexpr std::string_view made_by_glib = ".XXXXXX";
  std::error_code error;
  for (fs::directory_iterator at{file.parent_path(), error}, end;
       !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->path().stem() == file.filename() &&
        at->path().extension().string().size() == made_by_glib.size())
      fs::remove(at->path(), ignored);
  }
}
