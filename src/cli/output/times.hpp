// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cli {

/** A point in time as ISO 8601 in UTC, from "2d", "3h", "today", "yesterday",
 * "2026-11-22" or "2026-11-22 18:30" in local time. Throws Failure. */
std::string since(std::string_view text);

/** ISO 8601 in UTC as local time, "2026-11-22 18:30"; as it is where it is no
 * time. */
std::string local(const std::string& utc);

/** "2 min 50 s", "1 h 5 min", "40 s". */
std::string lasting(unsigned seconds);

/** " for 2 min 50 s"; nothing for 0, which has no end. */
std::string for_so_long(unsigned seconds);

/** Now, here: "18:30:05". */
std::string time_of_day();

}  // namespace cli
