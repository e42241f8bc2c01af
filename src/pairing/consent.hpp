// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>

namespace pairing {

/** The act by which the room says yes. */
enum class Consent : std::uint8_t {
  heard,    ///< the code was played to its end and nobody objected
  key,      ///< a key of a local input device
  command,  ///< the owner's command
  owner,    ///< volume up, down, up on a phone that is in
  knock,    ///< a random row of volume presses on the new phone itself
  keypad,   ///< the phone's number was typed on a local keypad
  passkey,  ///< somebody typed the code that was spoken; needs no listing
};

/** A set of acts. */
class Acts {
 public:
  constexpr Acts() = default;
  constexpr Acts(std::initializer_list<Consent> acts) {
    for (const Consent act : acts) bits_ |= bit(act);
  }

  constexpr bool has(Consent act) const { return (bits_ & bit(act)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr void add(Consent act) { bits_ |= bit(act); }
  constexpr Acts without(Consent act) const {
    return Acts{static_cast<std::uint8_t>(bits_ & ~bit(act))};
  }
  constexpr Acts operator&(Acts o) const {
    return Acts{static_cast<std::uint8_t>(bits_ & o.bits_)};
  }
  constexpr bool operator==(const Acts&) const = default;

 private:
  explicit constexpr Acts(std::uint8_t bits) : bits_{bits} {}
  static constexpr std::uint8_t bit(Consent act) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(act));
  }

  std::uint8_t bits_ = 0;
};

}  // namespace pairing
