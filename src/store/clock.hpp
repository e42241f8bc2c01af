// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

/** Points in time as our list holds them: 2026-11-22T18:30:00Z. They sort. */
namespace utc {

/** The time now, or a while from now. */
std::string now(std::chrono::seconds later = {});

/** So much later than `then`, or earlier; `then` itself where it is no time. */
std::string later(const std::string& then, std::chrono::seconds by);

/** It is written so. */
bool is_time(const std::string& text);

/** From now until then; negative if that is past, nothing if `then` is
 * no time. */
std::chrono::seconds until(const std::string& then);

}  // namespace utc

/** The local time of day. */
std::chrono::seconds time_of_day();
