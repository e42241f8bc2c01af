// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every test includes: compiled once for each program.
#include <gio/gio.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "test/support/catch.hpp"
