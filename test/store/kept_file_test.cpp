// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept reaches the disk, however slow, full or damaged that is.
#include "store/kept_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "glib/handle.hpp"
#include "test/support/catch.hpp"
#include "test/support/disk.hpp"
#include "test/support/journal.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

using namespace std::chrono_literals;

namespace {

glib::KeyFile content(int number) {
  glib::KeyFile file{g_key_file_new()};
  g_key_file_set_integer(file.get(), "kept", "number", number);
  return file;
}

int number(const std::filesystem::path& path) {
  const glib::KeyFile file{g_key_file_new()};
  g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE, nullptr);
  return g_key_file_get_integer(file.get(), "kept", "number", nullptr);
}

/** Runs the main loop for a while. */
void pass(std::chrono::milliseconds time) {
  wait_until([] { return false; }, time);
}

}  // namespace

Disk disk;

// NOLINTNEXTLINE: its name and its type are libc's.
extern "C" int fsync(int) {
  ++disk.asked;
  while (disk.stuck) std::this_thread::sleep_for(1ms);
  if (!disk.full) return 0;
  errno = ENOSPC;
  return -1;
}

TEST_CASE("what is saved is told to be kept once it is on the disk") {
  const TemporaryDirectory state;
  KeptFile file{state / "list", "the list"};
  bool kept = false;
  file.save(*content(1), [&] {
    kept = true;
    CHECK(number(state / "list") == 1);
    CHECK(number(state / "list.last-good") == 1);
  });
  CHECK_FALSE(kept);
  CHECK(wait_until([&] { return kept; }));
}

TEST_CASE("a disk that is stuck stops neither the loop nor what comes after") {
  const TemporaryDirectory state;
  const Sound sound;
  KeptFile file{state / "list", "the list"};
  std::vector<int> kept;
  disk.stuck = true;
  disk.asked = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 1; i <= 5; ++i)
    file.save(*content(i), [&kept, i] { kept.push_back(i); });
  CHECK(std::chrono::steady_clock::now() - begun < 200ms);
  int rounds = 0;
  glib::Timeout beat;
  beat.every(10ms, [&] { ++rounds; });
  REQUIRE(wait_until([] { return disk.asked > 0; }));
  pass(300ms);
  CHECK(rounds > 15);
  CHECK(kept.empty());
  disk.stuck = false;
  REQUIRE(wait_until([&] { return kept.size() == 5; }));
  CHECK(number(state / "list") == 5);
  // The first one, and the newest; each with its copy and their directory.
  CHECK(kept == std::vector<int>{1, 2, 3, 4, 5});
  CHECK(disk.asked <= 8);
}

TEST_CASE("what one turn of the main loop saves is one write") {
  const TemporaryDirectory state;
  const Sound sound;
  KeptFile file{state / "list", "the list"};
  disk.asked = 0;
  int kept = 0;
  for (const int n : {1, 2, 3}) file.save(*content(n), [&] { ++kept; });
  REQUIRE(wait_until([&] { return kept == 3; }));
  CHECK(number(state / "list") == 3);
  CHECK(disk.asked <= 4);  // the file, its copy, and their directory for each
}

TEST_CASE("a disk that was full is written once there is room") {
  const TemporaryDirectory state;
  const Sound sound;
  const Journal journal;
  std::vector<bool> failing;
  KeptFile file{state / "list", "the list",
                [&](bool is) { failing.push_back(is); }};
  bool kept = false;
  disk.full = true;
  file.save(*content(1), [&] { kept = true; });
  pass(1s);
  CHECK_FALSE(kept);
  CHECK(failing == std::vector<bool>{true});
  CHECK(journal.warnings().size() == 1);
  CHECK_FALSE(std::filesystem::exists(state / "list"));
  disk.full = false;
  REQUIRE(wait_until([&] { return kept; }));
  CHECK(failing == std::vector<bool>{true, false});
  CHECK(number(state / "list") == 1);
}

TEST_CASE("what is saved last is on the disk when its owner ends") {
  const TemporaryDirectory state;
  const Sound sound;
  disk.full = GENERATE(false, true);
  {
    KeptFile file{state / "list", "the list"};
    file.save(*content(1));
    if (disk.full) pass(250ms);
    file.save(*content(2));
    disk.full = false;
  }
  CHECK(number(state / "list") == 2);
  CHECK(number(state / "list.last-good") == 2);
  pass(50ms);
  CHECK(number(state / "list") == 2);
}

TEST_CASE("what a crash in the middle of a write has left is removed") {
  const TemporaryDirectory state;
  for (const char* name : {"list.A1b2C3", "list.last-good.Z9y8X7"})
    state.write(name, "half");
  for (const char* name :
       {"list", "list.last-good", "list.damaged", "other.A1b2C3"})
    state.write(name, "[kept]\nnumber=4\n");
  const KeptFile file{state / "list", "the list"};
  CHECK_FALSE(std::filesystem::exists(state / "list.A1b2C3"));
  CHECK_FALSE(std::filesystem::exists(state / "list.last-good.Z9y8X7"));
  for (const char* name :
       {"list", "list.last-good", "list.damaged", "other.A1b2C3"})
    CHECK(std::filesystem::exists(state / name));
}
