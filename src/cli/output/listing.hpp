// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/client/facts.hpp"
#include "cli/output/output.hpp"

// Devices and requests, as several commands print them.
namespace cli {

/** The box's list of who is in, for JSON and as a table. */
std::vector<glib::Dict> devices_as_json(const Facts& state);
Table devices_as_table(const Facts& state);
std::vector<glib::Dict> blocked_as_json(const Facts& state);
Table blocked_as_table(const Facts& state);

/** Requests of Log(). */
std::vector<glib::Dict> requests_as_json(const std::vector<Facts>& requests);
Table requests_as_table(const std::vector<Facts>& requests);

/** "Pixel (B8:27:EB:01:02:03)" */
std::string described(const Facts& device);

/** What was asked, in words. */
std::string asked_in_words(const std::string& asked);

}  // namespace cli
