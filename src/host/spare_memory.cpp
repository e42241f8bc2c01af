// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/spare_memory.hpp"

#include <malloc.h>

#include <chrono>

static constexpr std::chrono::seconds over{2};

void SpareMemory::share() {
  mallopt(M_ARENA_MAX, 1);
}

void SpareMemory::give_back_soon() {
  // Not put off by what comes meanwhile: in a flood, too, it is done.
  if (!soon_.running()) soon_.once(over, [] { malloc_trim(0); });
}
