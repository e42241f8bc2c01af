// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <vector>

#include "glib/source.hpp"
#include "speech/problem.hpp"

/**
 * What is wrong with the box, said aloud: each problem once, and again only
 * after it was gone. Not in quiet hours; then it waits for their end.
 */
class Problems {
 public:
  struct Listener {
    std::function<void(Problem)> say;
    std::function<bool()> is_quiet;
  };

  explicit Problems(Listener listener) : listener_{std::move(listener)} {}

  /** A problem is there, or is gone. It is said when it is still there after
   * `patience`. */
  void report(Problem problem, bool is_there,
              std::chrono::milliseconds patience = {});
  /** Those that are there, also where they were not said yet. */
  std::vector<Problem> there() const;

 private:
  void say(Problem problem);

  Listener listener_;
  std::map<Problem, glib::Timeout> there_;
};
