// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/power_on.hpp"

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

TEST_CASE("the first start after a boot is power-on, a restart is not") {
  const TemporaryDirectory run;
  CHECK(is_power_on(run.path()));
  CHECK_FALSE(is_power_on(run.path()));
}

TEST_CASE("where nothing can be remembered, no start is power-on") {
  CHECK_FALSE(is_power_on("/nowhere"));
}
