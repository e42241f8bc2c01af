// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

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

/** An act's name: in the configuration, on D-Bus and in our list; and as its
 * owner calls it. */
struct ActName {
  Consent act;
  const char* name;
  const char* words;
};
/** All of them, in the order of the enum; passkey, the last, can't be listed.
 */
inline constexpr std::array<ActName, 7> act_names{{
    {Consent::heard, "heard", "hearing the code"},
    {Consent::key, "key", "button"},
    {Consent::command, "command", "earshot yes"},
    {Consent::owner, "owner", "volume gesture"},
    {Consent::knock, "knock", "volume knock"},
    {Consent::keypad, "keypad", "keypad"},
    {Consent::passkey, "passkey", "typing the code"},
}};

constexpr const char* name(Consent act) noexcept {
  return act_names[static_cast<std::size_t>(act)].name;
}

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

/** All that may be listed in the configuration. */
inline constexpr Acts listable_acts = [] {
  Acts result;
  for (const auto& [act, name, words] : act_names)
    if (act != Consent::passkey) result.add(act);
  return result;
}();

/** The act of this name that may be listed. */
constexpr std::optional<Consent> listable(std::string_view named) noexcept {
  for (const auto& [act, name, words] : act_names)
    if (name == named && listable_acts.has(act)) return act;
  return std::nullopt;
}

/** The names of those that a set holds. */
inline std::vector<const char*> names(Acts acts) {
  std::vector<const char*> result;
  for (const auto& [act, name, words] : act_names)
    if (acts.has(act)) result.push_back(name);
  return result;
}

}  // namespace pairing
