// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

/** The disk's part in fsync(2), which the suite `disk` has in place of libc's.
 */
struct Disk {
  std::atomic<bool> stuck = false;
  std::atomic<bool> full = false;
  std::atomic<int> asked = 0;
};
extern Disk disk;

/** The disk is sound at the end of a test, whatever comes. */
struct Sound {
  ~Sound() { disk.stuck = disk.full = false; }
};
