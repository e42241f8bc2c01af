// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/spare_memory.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <vector>

#include "test/support/catch.hpp"
#include "test/support/wait.hpp"

namespace {

/** Of this process, bytes. */
long resident() {
  std::ifstream file{"/proc/self/statm"};
  long size = 0, pages = 0;
  file >> size >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

}  // namespace

TEST_CASE("what was freed goes back to the system a little later") {
  constexpr std::size_t blocks = 20'000;
  constexpr long size = 1'000;
  std::vector<std::unique_ptr<char[]>> memory;
  for (std::size_t i = 0; i < blocks; ++i)
    memory.push_back(std::make_unique<char[]>(size));
  // What is above them keeps the heap from shrinking by itself.
  const auto last = std::make_unique<char[]>(size);
  memory.clear();
  const long before = resident();
  SpareMemory spare;
  spare.give_back_soon();
  glib::Timeout looking;
  looking.every(std::chrono::milliseconds{100}, [] {});
  const long most = static_cast<long>(blocks) * size / 2;
  CHECK(wait_until([&] { return resident() < before - most; }));
}
