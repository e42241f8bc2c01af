// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

#include <functional>

#include "store/admissions.hpp"
#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

/** Two phones, and how one of them was let in. */
inline const Admissions::Key anna{"00:AA:01:00:00:00", "00:AA:01:01:00:01"};
inline const Admissions::Key ben{"00:AA:01:00:00:00", "00:AA:01:01:00:02"};
inline const Admission heard{"Anna's [phone] = #1\n", "2026-11-22T18:00:00Z",
                             "heard"};
constexpr const char* now = "2026-11-22T19:00:00Z";

/** What happens to a list that is read from there makes a new file of it. */
inline bool is_written(const TemporaryDirectory& directory,
                       const std::function<void(Admissions&)>& happens) {
  const auto file = directory / "admitted";
  struct stat before {};
  struct stat after {};
  REQUIRE(stat(file.c_str(), &before) == 0);
  {
    Admissions list{directory.path()};
    happens(list);
  }
  REQUIRE(stat(file.c_str(), &after) == 0);
  return after.st_ino != before.st_ino;
}
