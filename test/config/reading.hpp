// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "config/file.hpp"
#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

inline const std::vector<std::string> languages{"en", "fr"};

inline Config read(const std::string& text) {
  const TemporaryDirectory directory;
  return read_config(directory.write("earshot.conf", text), languages);
}

inline std::vector<std::string> mistakes(const std::string& text) {
  try {
    read(text);
  } catch (const ConfigError& e) {
    return e.mistakes();
  }
  return {};
}

/** The one mistake that there is. */
inline std::string mistake(const std::string& text) {
  const auto all = mistakes(text);
  REQUIRE(all.size() == 1);
  return all.front();
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}
