// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/** The running kernel: uname -r and uname -v. */
struct Kernel {
  std::string release;
  std::string version;

  static Kernel running();

  /**
   * It has the fix of CVE-2024-8805 (CVE-2024-53144): without it a device
   * without display and keys is paired with no question to any agent. Fixed in
   * 6.1.113, 6.11.3 and 6.12; 6.6 counts from 6.6.57, the first after those
   * that must hold it. Debian and Raspberry Pi name the upstream version in
   * uname -v ("Debian 6.1.76-1", "Debian 1:6.6.62-1+rpt1").
   */
  bool asks_before_just_works() const;
};
