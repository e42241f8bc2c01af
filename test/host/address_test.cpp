// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/address.hpp"

#include "test/support/catch.hpp"

TEST_CASE("an address is six bytes with colons") {
  CHECK(is_address("B8:27:EB:01:02:03"));
  CHECK(is_address("b8:27:eb:01:02:03"));
  CHECK(is_address("B8_27_EB_01_02_03", '_'));
  for (const char* text :
       {"", "B8:27:EB:01:02", "B8:27:EB:01:02:0", "B8:27:EB:01:02:033",
        "B8:27:EB:01:02:0G", "B8_27_EB_01_02_03",
        "B8:27:EB:01:02:03:", "B82:7:EB:01:02:03"}) {
    INFO(text);
    CHECK_FALSE(is_address(text));
  }
}

TEST_CASE("an address is the same in upper and lower case") {
  CHECK(same_address("B8:27:EB:01:02:03", "b8:27:eb:01:02:03"));
  CHECK_FALSE(same_address("B8:27:EB:01:02:03", "b8:27:eb:01:02:04"));
  CHECK_FALSE(same_address("B8:27:EB:01:02:03", "B8:27:EB:01:02"));
  CHECK_FALSE(same_address("B8:27:EB:01:02:03", ""));
}
