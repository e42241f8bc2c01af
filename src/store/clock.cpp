// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/clock.hpp"

#include <gio/gio.h>

#include "glib/handle.hpp"

namespace {

using DateTime = glib::Handle<GDateTime, g_date_time_unref>;

std::string text(GDateTime* time, std::chrono::seconds later) {
  const DateTime shifted{
      g_date_time_add_seconds(time, static_cast<double>(later.count()))};
  if (!shifted) return {};
  const glib::Text text{
      g_date_time_format(shifted.get(), "%Y-%m-%dT%H:%M:%SZ")};
  return text.get();
}

}  // namespace

namespace utc {

std::string now(std::chrono::seconds later) {
  const DateTime current{g_date_time_new_now_utc()};
  return text(current.get(), later);
}

std::string later(const std::string& then, std::chrono::seconds by) {
  const DateTime time{g_date_time_new_from_iso8601(then.c_str(), nullptr)};
  const std::string result = time ? text(time.get(), by) : "";
  return result.empty() ? then : result;
}

bool is_time(const std::string& text) {
  const DateTime time{g_date_time_new_from_iso8601(text.c_str(), nullptr)};
  return time && ::text(time.get(), {}) == text;
}

std::chrono::seconds until(const std::string& then) {
  const DateTime time{g_date_time_new_from_iso8601(then.c_str(), nullptr)};
  if (!time) return std::chrono::seconds{0};
  const DateTime current{g_date_time_new_now_utc()};
  return std::chrono::seconds{g_date_time_to_unix(time.get()) -
                              g_date_time_to_unix(current.get())};
}

}  // namespace utc

std::chrono::seconds time_of_day() {
  const DateTime now{g_date_time_new_now_local()};
  return std::chrono::hours{g_date_time_get_hour(now.get())} +
         std::chrono::minutes{g_date_time_get_minute(now.get())} +
         std::chrono::seconds{g_date_time_get_second(now.get())};
}
