// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "glib/source.hpp"

/**
 * What was freed goes back to the system: glibc keeps the pages of a voice that
 * was loaded, of a long list of devices and of an announcement, because it
 * expects more of the kind.
 */
class SpareMemory {
 public:
  /** Of all threads there is one heap, whose free pages are of use to all; to
   * be called before there are any. */
  static void share();
  /** Once what happens now is over; then nothing wakes up for it. */
  void give_back_soon();

 private:
  glib::Timeout soon_;
};
