// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/job.hpp"

#include <atomic>
#include <memory>
#include <stdexcept>

#include "test/support/catch.hpp"
#include "test/support/journal.hpp"
#include "test/support/wait.hpp"

namespace {

/** Somebody who is told of a job, and goes with it. */
struct Owner {
  int done = 0;
  int failed = 0;
  glib::Job<int> job;
};

}  // namespace

TEST_CASE("a job's result comes to the main loop, or else why there is none") {
  Owner owner;
  const bool fails = GENERATE(false, true);
  owner.job.start(
      [fails] { return fails ? throw std::runtime_error{"no"} : 7; },
      [&](int result) { owner.done = result; },
      [&](const std::exception&) { ++owner.failed; });
  REQUIRE(wait_until([&] { return owner.done + owner.failed > 0; }));
  CHECK(owner.done == (fails ? 0 : 7));
  CHECK(owner.failed == (fails ? 1 : 0));
}

TEST_CASE("who throws when a job is done is not told that it failed") {
  const Journal journal;
  auto owner = std::make_unique<Owner>();
  bool was_done = false;
  bool has_failed = false;
  owner->job.start([] { return 7; },
                   [&](int) {
                     owner.reset();
                     was_done = true;
                     throw std::runtime_error{"the owner is gone"};
                   },
                   [&](const std::exception&) { has_failed = true; });
  REQUIRE(wait_until([&] { return was_done; }));
  CHECK_FALSE(has_failed);
  CHECK(wait_until([&] { return journal.warnings().size() == 1; }));
}

TEST_CASE("an abandoned job tells nobody") {
  std::atomic<bool> ran = false;
  bool told = false;
  {
    glib::Job<int> job;
    job.start(
        [&] {
          ran = true;
          return 7;
        },
        [&](int) { told = true; }, [&](const std::exception&) { told = true; });
  }
  glib::Timeout look;
  look.every(std::chrono::milliseconds{10}, [] {});
  REQUIRE(wait_until([&] { return ran.load(); }));
  while (g_main_context_iteration(nullptr, FALSE)) {
  }
  CHECK_FALSE(told);
}
