// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "test/faults/place.hpp"

namespace faults {

/** Where a phone's way in is broken off. */
struct Moment {
  const char* name;
  const char* consent;  ///< as in [pairing]
  bool anna;            ///< a phone is in already
  /** Brings it there; what the stranger's request becomes, or null where
   * nobody asks. */
  FakeBluez::Answer* (*reach)(Place&);
  /** Whether the stranger may have had a yes. */
  bool accepted;
};

const std::vector<Moment>& moments();

}  // namespace faults
