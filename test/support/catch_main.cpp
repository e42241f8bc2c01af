// SPDX-License-Identifier: GPL-3.0-or-later
// Only for Catch2 v2, which brings no main of its own as a library.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
