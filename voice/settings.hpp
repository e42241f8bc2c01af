// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace voice {

/** The silences inside a code. */
struct Pacing {
  std::chrono::milliseconds digit_gap{220};  ///< after each digit, 0..1000
  std::chrono::milliseconds group_gap{400};  ///< after the third, 0..2000

  bool operator==(const Pacing&) const = default;
};

/** How the box sounds; see [voice] in data/earshot.conf. */
struct Settings {
  /** The names of one or two phrasebooks: all is said in each. */
  std::vector<std::string> languages{"en"};
  std::string variant{};
  int rate = 165;  ///< of digits; words a minute, 80..400
  Pacing pacing{};
  int repeat = 2;                       ///< times a code is said, 1..3
  std::chrono::milliseconds wake{300};  ///< length of the earcon, 0..2000

  bool operator==(const Settings&) const = default;
};

}  // namespace voice
