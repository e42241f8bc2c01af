// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/passkey.hpp"

namespace pairing {

std::optional<Passkey> Passkey::from_number(std::uint32_t number) noexcept {
  if (number > 999'999) return std::nullopt;
  return Passkey{number};
}

std::optional<Passkey> Passkey::from_text(std::string_view text) noexcept {
  if (text.size() != length) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return Passkey{number};
}

Passkey::Digits Passkey::digits() const noexcept {
  Digits result{};
  std::uint32_t rest = number_;
  for (auto digit = result.rbegin(); digit != result.rend(); ++digit) {
    *digit = static_cast<std::uint8_t>(rest % 10);
    rest /= 10;
  }
  return result;
}

}  // namespace pairing
