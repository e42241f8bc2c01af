// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pairing {

/**
 * The six decimal digits that both sides of a pairing show or type.
 *
 * Source: Bluetooth Core Specification, Vol 1, Part A, 5.2.4.2 (000000-999999);
 * BlueZ passes them as uint32 (doc/agent-api.txt). A Passkey holds six digits,
 * always; there is no other state to check for. It has no stream operator on
 * purpose: it must never reach a log.
 */
class Passkey {
 public:
  static constexpr std::size_t length = 6;
  using Digits = std::array<std::uint8_t, length>;

  /** The passkey of a number in 0..999999, or nothing. */
  static std::optional<Passkey> from_number(std::uint32_t number) noexcept;

  /** The passkey of a text of exactly six ASCII digits, or nothing. */
  static std::optional<Passkey> from_text(std::string_view text) noexcept;

  /** Six values 0..9, leading zeros kept, most significant first. */
  Digits digits() const noexcept;

  /** 0..999999, as BlueZ takes it. */
  std::uint32_t number() const noexcept { return number_; }

  bool operator==(const Passkey&) const noexcept = default;

 private:
  explicit constexpr Passkey(std::uint32_t number) noexcept : number_{number} {}

  std::uint32_t number_;
};

}  // namespace pairing
