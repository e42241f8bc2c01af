// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/quiet_hours.hpp"

#include "test/support/catch.hpp"

using namespace std::chrono_literals;

TEST_CASE("quiet hours may go over midnight") {
  const QuietHours night{22h, 7h};
  CHECK_FALSE(night.hold(21h + 59min + 59s));
  CHECK(night.hold(22h));
  CHECK(night.hold(0h));
  CHECK(night.hold(6h + 59min + 59s));
  CHECK_FALSE(night.hold(7h));
  CHECK(night.until_change(21h) == 1h);
  CHECK(night.until_change(23h) == 8h);
  CHECK(night.until_change(7h) == 15h);
}

TEST_CASE("quiet hours may lie within a day, or be none") {
  const QuietHours noon{12h, 14h + 30min};
  CHECK(noon.hold(13h));
  CHECK_FALSE(noon.hold(15h));
  CHECK(noon.until_change(15h) == 21h);
  for (const auto time : {0h, 5h, 23h}) CHECK_FALSE(QuietHours{}.hold(time));
}
