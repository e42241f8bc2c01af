// SPDX-License-Identifier: GPL-3.0-or-later
// What owners write: the configuration is read, or each mistake is told.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "config/file.hpp"
#include "test/support/temporary.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const TemporaryDirectory directory;
  const auto file = directory.write(
      "earshot.conf", {reinterpret_cast<const char*>(data), size});
  bool wrong = false;
  try {
    read_config(file, {"de", "en"});
  } catch (const ConfigError& e) {
    wrong = true;
    if (e.mistakes().empty()) std::abort();
  }
  // The command that shows it is of the same opinion.
  if (effective_config(file, {"de", "en"}).mistakes.empty() == wrong)
    std::abort();
  return 0;
}
