// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

/** One key of the configuration: where it stands, and what sets it. */
struct ConfigKey {
  const char* group;
  const char* name;
  /** Its text where no file says another; null: another name of the key
   * before it. */
  const char* standard;
  /** Throws value::Wrong. */
  std::function<void(std::string_view, Config&)> set;
};

/** All of them, those of a group together. */
std::vector<ConfigKey> config_keys(const std::vector<std::string>& languages);
