// SPDX-License-Identifier: GPL-3.0-or-later
// Each value of these enums has its row in the tables of words.
#include "pairing/words.hpp"

#include <cstddef>

#include "test/support/catch.hpp"
#include "test/support/values.hpp"

using namespace pairing;

static_assert(values<Consent>() == act_names.size());

TEST_CASE("every reason, way of asking and prompt has its words") {
  for (std::size_t i = 0; i < values<Reason>(); ++i) {
    CHECK(*name(static_cast<Reason>(i)));
    CHECK(*text(static_cast<Reason>(i)));
  }
  for (std::size_t i = 0; i < values<Method>(); ++i) {
    CHECK(*name(static_cast<Method>(i)));
    CHECK(*text(static_cast<Method>(i)));
  }
  for (std::size_t i = 0; i < values<Question>(); ++i)
    CHECK(*text(static_cast<Question>(i)));
  for (std::size_t i = 0; i < values<Notice>(); ++i)
    CHECK(*text(static_cast<Notice>(i)));
}

TEST_CASE("a way of asking is found by its name") {
  CHECK(method_named("compare") == Method::request_confirmation);
  CHECK(method_named("nosuch") == std::nullopt);
}

TEST_CASE("only acts that the owner can list are found by their names") {
  CHECK(listable("knock") == Consent::knock);
  CHECK(listable("passkey") == std::nullopt);
}
