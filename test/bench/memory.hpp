// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>

/** Private dirty memory of this process now, kB; -1 where it is not told. */
inline long private_dirty() {
  std::ifstream file{"/proc/self/smaps_rollup"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("Private_Dirty:")) return std::atol(&line[14]);
  return -1;
}

/** Bytes that this process has allocated and not freed, on all its heaps. */
inline std::size_t allocated() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
