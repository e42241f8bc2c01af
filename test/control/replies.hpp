// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <vector>

inline const std::string refusal = "org.earshot.Error.";

inline bool has(const std::vector<std::string>& signals,
                const std::string& part) {
  return std::any_of(signals.begin(), signals.end(), [&](const auto& s) {
    return s.find(part) != std::string::npos;
  });
}
