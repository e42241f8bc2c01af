// SPDX-License-Identifier: GPL-3.0-or-later
// Our own files after a power cut, a bad card or a curious owner: the list of
// phones, the record of requests, the failures. The first byte says which.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "host/address.hpp"
#include "store/admissions.hpp"
#include "store/failures.hpp"
#include "store/record.hpp"
#include "test/support/temporary.hpp"

namespace {

/** What is taken for the list can be written, and read back. */
void list(const TemporaryDirectory& directory) {
  const Admissions::Key key{"00:AA:01:00:00:00", "00:AA:01:01:00:01"};
  bool owned = false;
  std::size_t size = 0;
  {
    Admissions list{directory.path()};
    for (const auto& [who, admission] : list.list())
      if (!is_address(who.first) || !is_address(who.second)) std::abort();
    list.add(key, {.name = "Pixel", .when = "2026-11-22T18:30:00Z"});
    size = list.list().size();
    owned = list.is_owned();
  }
  const Admissions again{directory.path()};
  if (again.list().size() != size || again.is_owned() != owned ||
      !again.list().contains(key))
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return -1;
  const TemporaryDirectory directory;
  const std::string text{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 3) {
    case 0:
      directory.write("admitted", text);
      list(directory);
      break;
    case 1: {
      directory.write("requests", text);
      const Record record{directory.path()};
      if (record.since("").size() > Record::most) std::abort();
      break;
    }
    default: {
      directory.write("failures", text);
      const KeptFailures failures{directory.path()};
    }
  }
  return 0;
}
