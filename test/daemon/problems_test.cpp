// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/problems.hpp"

#include <cstddef>
#include <vector>

#include "test/support/catch.hpp"
#include "test/support/values.hpp"
#include "test/support/wait.hpp"

using namespace std::chrono_literals;

namespace {

struct Scene {
  std::vector<Problem> said;
  bool quiet = false;
  Problems problems{{[this](Problem problem) { said.push_back(problem); },
                     [this] { return quiet; }}};

  /** What was said once all that is due was said. */
  std::vector<Problem> heard() {
    bool later = false;
    glib::Timeout timeout;
    timeout.once(50ms, [&] { later = true; });
    wait_until([&] { return later; });
    return said;
  }
};

}  // namespace

TEST_CASE("a problem is said once, and again after it was gone") {
  Scene scene;
  scene.problems.report(Problem::no_adapter, true);
  scene.problems.report(Problem::no_adapter, true);
  CHECK(scene.heard() == std::vector<Problem>{Problem::no_adapter});
  scene.problems.report(Problem::no_adapter, true);
  CHECK(scene.heard().size() == 1);
  scene.problems.report(Problem::no_adapter, false);
  scene.problems.report(Problem::no_adapter, true);
  CHECK(scene.heard().size() == 2);
}

TEST_CASE("a problem that goes away in time is not said") {
  Scene scene;
  scene.problems.report(Problem::no_bluetooth, true, 20ms);
  scene.problems.report(Problem::no_bluetooth, false);
  CHECK(scene.heard().empty());
}

TEST_CASE("in quiet hours no problem is said") {
  Scene scene;
  scene.quiet = true;
  scene.problems.report(Problem::mistake, true);
  CHECK(scene.heard().empty());
}

TEST_CASE("every problem has its name, and is found by it") {
  for (std::size_t i = 0; i < values<Problem>(); ++i) {
    const auto problem = static_cast<Problem>(i);
    CHECK(problem_named(name(problem)) == problem);
    CHECK(*text(problem));
  }
}
