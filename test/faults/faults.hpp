// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "test/faults/place.hpp"

namespace faults {

struct Fault {
  const char* name;
  std::function<void(Place&)> strike;
  /** It is over; systemd and udev have done their part. */
  std::function<void(Place&)> mend;
};

const std::vector<Fault>& faults();

}  // namespace faults
