// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "glib/job.hpp"
#include "glib/source.hpp"

/**
 * A key file of ours that outlives a crash and a power cut, and beside it the
 * last good copy.
 *
 * It is written by a thread, so the main loop never waits for a disk; of what
 * is saved while a write is under way the newest wins. A write that fails is
 * tried again, at least every ten seconds, and once more at the end.
 */
class KeptFile {
 public:
  /** `what` is in it, in words for the log. `failing`: it can't be written, or
   * it can again. */
  KeptFile(
      std::filesystem::path file, const char* what,
      std::function<void(bool)> failing = [](bool) {});
  /** Waits for the disk. */
  ~KeptFile();
  KeptFile(const KeptFile&) = delete;
  KeptFile& operator=(const KeptFile&) = delete;

  /**
   * Gives the file to `take`, or else its last good copy. `take` throws where
   * the file is damaged; then that is set aside under another name. False
   * where there is neither.
   */
  bool load(const std::function<void(GKeyFile&)>& take);

  /** A file that was damaged lies beside it. */
  bool is_set_aside() const;

  /** A value of such a file. Throws glib::Error where there is none. */
  static std::string text(GKeyFile& file, const char* group, const char* key);

  /** `kept` is called once this, or what was saved after it, is on the disk. */
  void save(
      GKeyFile& file, std::function<void()> kept = [] {});

 private:
  void begin();
  void written();
  void failed(const std::exception& error);
  void tell_failing(bool failing);

  std::filesystem::path file_;
  const char* what_;
  std::function<void(bool)> failing_;
  std::string content_;   ///< the newest
  bool changed_ = false;  ///< since the write that is under way, or the last
  bool writing_ = false;
  bool is_failing_ = false;
  std::vector<std::function<void()>> waiting_;  ///< for what is in content_
  std::vector<std::function<void()>> next_;     ///< for what is being written
  std::chrono::milliseconds pause_;
  glib::Timeout again_;
  glib::Job<bool> job_;
};
