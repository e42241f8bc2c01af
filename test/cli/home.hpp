// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "test/cli/desk.hpp"
#include "test/support/catch.hpp"

/** A daemon with Anna's phone inside. */
struct Home {
  Home() {
    REQUIRE(house.open());
    anna = house.friendly();
    house.bluez.set(anna, "Alias", g_variant_new_string("Anna"));
  }

  House house;
  std::string anna;
  Desk earshot{house.bus().address()};
};
