// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/problems.hpp"

namespace {

using namespace std::chrono_literals;

constexpr auto look_again = 60s;  // for the end of the quiet hours

}  // namespace

void Problems::report(Problem problem, bool is_there,
                      std::chrono::milliseconds patience) {
  if (!is_there) {
    there_.erase(problem);
    return;
  }
  const auto [known, is_new] = there_.try_emplace(problem);
  if (is_new) known->second.once(patience, [this, problem] { say(problem); });
}

std::vector<Problem> Problems::there() const {
  std::vector<Problem> result;
  for (const auto& [problem, due] : there_) result.push_back(problem);
  return result;
}

void Problems::say(Problem problem) {
  if (!listener_.is_quiet()) return listener_.say(problem);
  there_.at(problem).once(look_again, [this, problem] { say(problem); });
}
