// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "store/kept_file.hpp"

/**
 * How often strangers failed, kept in one file, so that pulling the plug does
 * not help who guesses.
 */
class KeptFailures {
 public:
  struct Counts {
    unsigned wrong_rows = 0;
    unsigned rests = 0;
  };

  /** Loads `directory`/failures. Where that can't be read there were many. */
  explicit KeptFailures(const std::filesystem::path& directory);

  const Counts& counts() const noexcept { return counts_; }
  void keep(Counts counts);

 private:
  KeptFile file_;
  Counts counts_;
};
