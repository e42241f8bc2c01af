// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/held_outputs.hpp"

#include <map>
#include <utility>

static std::map<std::string, std::weak_ptr<const void>>& threads() {
  static std::map<std::string, std::weak_ptr<const void>> held;
  return held;
}

void held_outputs::add(const std::string& output,
                       std::weak_ptr<const void> thread) {
  threads()[output] = std::move(thread);
}

bool held_outputs::has(const std::string& output) {
  const auto found = threads().find(output);
  return found != threads().end() && !found->second.expired();
}
