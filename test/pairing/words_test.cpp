// SPDX-License-Identifier: GPL-3.0-or-later
// Each value of these enums has its row in the tables of words.
#include "pairing/words.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

#include "test/support/catch.hpp"

using namespace pairing;

namespace {

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

static_assert(values<Consent>() == act_names.size());

}  // namespace

TEST_CASE("every reason and every way of asking has its words") {
  for (std::size_t i = 0; i < values<Reason>(); ++i) {
    CHECK(*name(static_cast<Reason>(i)));
    CHECK(*text(static_cast<Reason>(i)));
  }
  for (std::size_t i = 0; i < values<Method>(); ++i) {
    CHECK(*name(static_cast<Method>(i)));
    CHECK(*text(static_cast<Method>(i)));
  }
  for (std::size_t i = 0; i < values<Prompt>(); ++i)
    CHECK(*text(static_cast<Prompt>(i)));
}

TEST_CASE("a way of asking is found by its name") {
  CHECK(method_named("compare") == Method::request_confirmation);
  CHECK(method_named("nosuch") == std::nullopt);
}

TEST_CASE("only acts that the owner can list are found by their names") {
  CHECK(listable("knock") == Consent::knock);
  CHECK(listable("passkey") == std::nullopt);
}
