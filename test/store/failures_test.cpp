// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/failures.hpp"

#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

TEST_CASE("a box that nobody failed at counts from nothing") {
  const TemporaryDirectory directory;
  const KeptFailures failures{directory.path()};
  CHECK(failures.counts().wrong_rows == 0);
  CHECK(failures.counts().rests == 0);
}

TEST_CASE("failures outlive a restart") {
  const TemporaryDirectory directory;
  KeptFailures{directory.path()}.keep({.wrong_rows = 3, .rests = 2});
  const KeptFailures again{directory.path()};
  CHECK(again.counts().wrong_rows == 3);
  CHECK(again.counts().rests == 2);
}

TEST_CASE("failures that can't be read were many") {
  const TemporaryDirectory directory;
  const char* text = GENERATE("wrong", "[failures]\nwrong-rows=many\nrests=0\n",
                              "[failures]\nrests=0\n", "");
  directory.write("failures", text);
  CHECK(KeptFailures{directory.path()}.counts().wrong_rows > 10);
  // And stay so until somebody in the room has dealt with it.
  CHECK(KeptFailures{directory.path()}.counts().wrong_rows > 10);
}
