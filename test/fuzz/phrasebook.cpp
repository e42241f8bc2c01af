// SPDX-License-Identifier: GPL-3.0-or-later
// What translators write: a phrasebook is read, or what is wrong is told.
#include "voice/phrasebook.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

#include "test/support/temporary.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const TemporaryDirectory directory;
  directory.write("xx.ini", {reinterpret_cast<const char*>(data), size});
  try {
    const voice::Phrasebook book{directory.path(), "xx"};
    for (const auto& [key, phrase] : voice::Phrasebook::keys())
      if (book.say(phrase, "Pixel").empty()) std::abort();
  } catch (const voice::PhrasebookError&) {
  }
  return 0;
}
