// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

/** Whether the compiler knows a name for this value of an enum: gcc and clang
 * print any other as a number in parentheses. */
template <auto value>
constexpr bool is_enumerator() {
  constexpr std::string_view signature = __PRETTY_FUNCTION__;
  constexpr auto at = signature.find("value = ");
  static_assert(at != signature.npos);
  return signature[at + 8] != '(';
}

template <class Enum, std::size_t... values>
constexpr std::size_t count(std::index_sequence<values...>) {
  return (0 + ... + (is_enumerator<static_cast<Enum>(values)>() ? 1 : 0));
}

/** How many values an enum has. */
template <class Enum>
constexpr std::size_t values() {
  return count<Enum>(std::make_index_sequence<64>{});
}
