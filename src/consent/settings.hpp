// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace consent {

/** Which keys of which input device mean what; see [keys] of the config. The
 * codes are those of linux/input-event-codes.h. */
struct KeySettings {
  std::string device{};             ///< a path or a pattern of a name
  std::optional<unsigned> yes{28};  ///< KEY_ENTER
  std::optional<unsigned> no{1};    ///< KEY_ESC
  std::optional<unsigned> open{28};
  std::optional<unsigned> forget_all{};
  std::chrono::milliseconds hold = std::chrono::seconds{10};  ///< forget_all

  bool operator==(const KeySettings&) const = default;
};

}  // namespace consent
