// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <filesystem>
#include <functional>
#include <string>

/**
 * A key file of ours that outlives a power cut: replaced atomically, and beside
 * it the last good copy. A damaged file is set aside under another name.
 */
class KeptFile {
 public:
  explicit KeptFile(std::filesystem::path file);

  /**
   * Gives the file to `take`, or else its last good copy. `take` throws where
   * the file is damaged. True where the copy was needed.
   */
  bool load(const std::function<void(GKeyFile&)>& take) const;
  /** Throws glib::Error. Waits for the disk. */
  void save(GKeyFile& file) const;

  const std::filesystem::path& path() const noexcept { return file_; }

 private:
  std::filesystem::path file_;
};
