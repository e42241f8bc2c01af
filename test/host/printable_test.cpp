// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/printable.hpp"

#include "test/support/catch.hpp"

TEST_CASE("a stranger's text can't steer a terminal or break a line") {
  CHECK(printable("Pixel 8 (Zoë)") == "Pixel 8 (Zoë)");
  CHECK(printable("a\x1b[2J\r\nb") == "a?[2J??b");
  CHECK(printable("x\xe2\x80\xaey") == "x?y");
  CHECK(printable("\xc2\x9b"
                  "31m") == "?31m");
  CHECK(printable(std::string(248, 'x')) == std::string(40, 'x') + "...");
}
