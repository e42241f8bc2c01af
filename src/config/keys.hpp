// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

/** One key of the configuration: where it stands, and what sets it. */
struct ConfigKey {
  std::string_view group;
  std::string_view name;
  /** Throws value::Wrong. */
  std::function<void(std::string_view)> set;
  std::string_view other_name{};
};

/** All keys, in the order of data/earshot.conf. They set `config`, which must
 * outlive them. */
std::vector<ConfigKey> config_keys(Config& config,
                                   const std::vector<std::string>& languages);
