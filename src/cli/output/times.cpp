// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/times.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

#include <array>
#include <charconv>

#include "cli/failure.hpp"
#include "glib/handle.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

using DateTime = glib::Handle<GDateTime, g_date_time_unref>;

std::string formatted(GDateTime& time, const char* format) {
  const glib::Text text{g_date_time_format(&time, format)};
  return text.get();
}

std::string utc(GDateTime& time) {
  const DateTime other{g_date_time_to_utc(&time)};
  return formatted(*other, "%Y-%m-%dT%H:%M:%SZ");
}

/** "2d" as so many seconds ago; null where it is something else. */
DateTime ago(std::string_view text) {
  struct Unit {
    std::string_view name;
    int seconds;
  };
  constexpr std::array<Unit, 5> units{
      {{"s", 1}, {"min", 60}, {"h", 3'600}, {"d", 86'400}, {"w", 604'800}}};
  int count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || count < 0 || count > 10'000) return nullptr;
  for (const Unit& unit : units) {
    if (unit.name != std::string_view{rest, end}) continue;
    const DateTime now{g_date_time_new_now_utc()};
    return DateTime{g_date_time_add_seconds(
        now.get(), -static_cast<double>(count) * unit.seconds)};
  }
  return nullptr;
}

}  // namespace

std::string since(std::string_view text) {
  if (const DateTime time = ago(text)) return utc(*time);
  std::string whole{text};
  if (text == "today" || text == "yesterday") {
    const DateTime now{g_date_time_new_now_local()};
    const DateTime day{
        g_date_time_add_days(now.get(), text == "today" ? 0 : -1)};
    whole = formatted(*day, "%Y-%m-%d");
  }
  if (whole.size() == std::string_view{"2026-11-22"}.size())
    whole += "T00:00:00";
  else if (whole.size() == std::string_view{"2026-11-22 18:30"}.size())
    whole += ":00";
  const glib::Handle<GTimeZone, g_time_zone_unref> here{
      g_time_zone_new_local()};
  if (const DateTime time{
          g_date_time_new_from_iso8601(whole.c_str(), here.get())})
    return utc(*time);
  throw Failure{Exit::usage, fmt::format("'{}' is not a time", printable(text)),
                "give 3h, 2d, today, yesterday, 2026-11-22 or "
                "'2026-11-22 18:30'"};
}

std::string local(const std::string& utc) {
  const DateTime time{g_date_time_new_from_iso8601(utc.c_str(), nullptr)};
  if (!time) return utc;
  const DateTime here{g_date_time_to_local(time.get())};
  return formatted(*here, "%Y-%m-%d %H:%M");
}

std::string lasting(unsigned seconds) {
  const auto parts = [](unsigned big, const char* unit, unsigned small,
                        const char* small_unit) {
    return small ? fmt::format("{} {} {} {}", big, unit, small, small_unit)
                 : fmt::format("{} {}", big, unit);
  };
  if (seconds >= 3'600)
    return parts(seconds / 3'600, "h", seconds % 3'600 / 60, "min");
  return seconds >= 60 ? parts(seconds / 60, "min", seconds % 60, "s")
                       : parts(seconds, "s", 0, "");
}

std::string for_so_long(unsigned seconds) {
  return seconds ? " for " + lasting(seconds) : "";
}

std::string time_of_day() {
  const DateTime now{g_date_time_new_now_local()};
  return formatted(*now, "%H:%M:%S");
}

}  // namespace cli
