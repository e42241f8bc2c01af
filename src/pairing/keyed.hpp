// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pairing/passkey.hpp"

namespace pairing {

/** Digits as they are typed on a keypad. */
class Keyed {
 public:
  /** False where there are six already. */
  bool add(std::uint8_t digit) {
    if (text_.size() == Passkey::length || digit > 9) return false;
    text_ += static_cast<char>('0' + digit);
    return true;
  }
  /** False where there are none. */
  bool erase() {
    if (text_.empty()) return false;
    text_.pop_back();
    return true;
  }
  /** The number, once there are six digits. */
  std::optional<Passkey> passkey() const { return Passkey::from_text(text_); }

 private:
  std::string text_;  // at most six: never on the heap
};

}  // namespace pairing
