// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "config/config.hpp"

/** A value that is right by itself, and wrong beside another. */
struct Clash {
  std::string_view group;  ///< of the key that can't be at its default
  std::string_view name;
  const char* what;
  const char* right;
};

std::vector<Clash> clashes(const Config& config);
