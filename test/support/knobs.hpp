// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "test/support/temporary.hpp"

/** The mixer of the test's card: see test/card/mixer.cpp. */
class Knobs {
 public:
  /** Left, right (0 to 255) and the switch (0 or 1). */
  explicit Knobs(const std::string& values) {
    turn(values);
    g_setenv("EARSHOT_KNOBS", (directory_ / "knobs").c_str(), TRUE);
  }
  ~Knobs() { g_unsetenv("EARSHOT_KNOBS"); }
  Knobs(const Knobs&) = delete;
  Knobs& operator=(const Knobs&) = delete;

  void turn(const std::string& values) const {
    directory_.write("knobs", values + "\n");
  }
  std::string values() const {
    return TemporaryDirectory::read(directory_ / "knobs");
  }

 private:
  TemporaryDirectory directory_;
};
