// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/passkey.hpp"

#include "test/support/catch.hpp"

using pairing::Passkey;

TEST_CASE("a passkey keeps its leading zeros") {
  const auto passkey = Passkey::from_number(7);
  REQUIRE(passkey);
  CHECK(passkey->digits() == Passkey::Digits{0, 0, 0, 0, 0, 7});
  CHECK(Passkey::from_number(0)->digits() == Passkey::Digits{});
  CHECK(Passkey::from_number(470391)->digits() ==
        Passkey::Digits{4, 7, 0, 3, 9, 1});
}

TEST_CASE("a passkey holds nothing but six digits") {
  CHECK(Passkey::from_number(999'999));
  CHECK_FALSE(Passkey::from_number(1'000'000));
  CHECK_FALSE(Passkey::from_number(0xffff'ffff));
  CHECK(Passkey::from_text("004711") == Passkey::from_number(4711));
  for (const char* text : {"", "4711", "0047110", "00471x", "-04711", " 47110",
                           "+47110", "12345\xd9"}) {
    INFO(text);
    CHECK_FALSE(Passkey::from_text(text));
  }
}
