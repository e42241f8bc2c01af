// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/client/facts.hpp"
#include "cli/output/output.hpp"
#include "glib/dict.hpp"

// Devices and requests, as several commands print them.
namespace cli {

std::vector<glib::Dict> devices_as_json(const Facts& state);
/** Names and addresses of one of its lists. */
std::vector<glib::Dict> named_as_json(const Facts& state, const char* list);
/** In words at a terminal, by their names in a pipe. */
Table devices_as_table(const Output& out, const Facts& state);
/** The phones that are paired, or that there are none; then what is blocked. */
void print_devices(const Output& out, const Facts& state);

/** Requests of Log(). */
std::vector<glib::Dict> requests_as_json(const std::vector<Facts>& requests);
/** In words at a terminal, by their names in a pipe. */
Table requests_as_table(const Output& out, const std::vector<Facts>& requests);

/** "Pixel (B8:27:EB:01:02:03)" */
std::string described(const Facts& device);

}  // namespace cli
