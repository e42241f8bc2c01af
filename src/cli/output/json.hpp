// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "glib/dict.hpp"

namespace cli {

/** The facts as a JSON object; on one line, or to be read by people. */
enum class Layout : bool { line, pretty };
std::string json(const glib::Dict& facts, Layout layout = Layout::pretty);

}  // namespace cli
