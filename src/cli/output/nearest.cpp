// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/nearest.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <cstddef>

namespace cli {
namespace {

/** Optimal string alignment: edits, and swaps of neighbours, of ASCII letters
 * in either case. */
std::size_t distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> d((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return d[i * width + j];
  };
  const auto same = [](char x, char y) {
    return g_ascii_tolower(x) == g_ascii_tolower(y);
  };
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        at(i, j) = i + j;
        continue;
      }
      const std::size_t changed =
          at(i - 1, j - 1) + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      at(i, j) = std::min({changed, at(i - 1, j) + 1, at(i, j - 1) + 1});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
          same(a[i - 2], b[j - 1]))
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return d.back();
}

}  // namespace

std::string nearest(std::string_view mistyped,
                    const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = std::max<std::size_t>(1, mistyped.size() / 3) + 1;
  for (const std::string& name : names) {
    const std::size_t found = distance(mistyped, name);
    if (found >= least) continue;
    least = found;
    best = name;
  }
  return best;
}

std::string did_you_mean(std::string_view mistyped,
                         const std::vector<std::string>& names) {
  const std::string name = nearest(mistyped, names);
  return name.empty() ? "" : fmt::format("; did you mean {}?", name);
}

}  // namespace cli
