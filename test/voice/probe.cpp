// SPDX-License-Identifier: GPL-3.0-or-later
// Says one digit into nowhere: exit status 0 where it could be heard.
#include <cstdio>
#include <exception>

#include "voice/synthesizer.hpp"

int main() {
  try {
    voice::Synthesizer synthesizer{{}};
    return synthesizer.say("1").peak() > 1'000 ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
