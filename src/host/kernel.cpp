// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/kernel.hpp"

#include <sys/utsname.h>

#include <array>
#include <cstdio>
#include <optional>

namespace {

using Number = std::array<int, 3>;

std::optional<Number> number(const char* text) {
  Number n{};
  if (std::sscanf(text, "%d.%d.%d", &n[0], &n[1], &n[2]) < 2)
    return std::nullopt;
  return n;
}

/** The upstream version; that of the package where uname -v names it. */
std::optional<Number> upstream(const Kernel& kernel) {
  constexpr std::string_view distributor = "Debian ";
  const std::size_t at = kernel.version.find(distributor);
  if (at != std::string::npos) {
    std::string package = kernel.version.substr(at + distributor.size());
    if (const auto epoch = package.find(':'); epoch < package.find('.'))
      package.erase(0, epoch + 1);
    if (const auto found = number(package.c_str())) return found;
  }
  return number(kernel.release.c_str());
}

}  // namespace

Kernel Kernel::running() {
  utsname name{};
  if (uname(&name) != 0) return {};
  return {name.release, name.version};
}

bool Kernel::asks_before_just_works() const {
  const auto found = upstream(*this);
  if (!found) return false;
  const auto [major, minor, patch] = *found;
  if (major != 6) return major > 6;
  switch (minor) {
    case 1:
      return patch >= 113;
    case 6:
      return patch >= 57;
    case 11:
      return patch >= 3;
    default:
      return minor >= 12;
  }
}
