// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

/** What this process logs, as journald would get it. */
class Journal {
 public:
  using Line = std::map<std::string, std::string>;  ///< by field

  /** From now on; what was before is forgotten. */
  Journal() {
    // GLib takes one writer, once.
    static const bool once = [] {
      g_log_set_writer_func(write, nullptr, nullptr);
      return true;
    }();
    static_cast<void>(once);
    const std::scoped_lock held{lock()};
    all().clear();
  }

  /** Those that have this field, with this value if one is given. */
  static std::vector<Line> lines(const std::string& field,
                                 const std::string& value = {}) {
    std::vector<Line> result;
    const std::scoped_lock held{lock()};
    for (const Line& line : all())
      if (const auto found = line.find(field);
          found != line.end() && (value.empty() || found->second == value))
        result.push_back(line);
    return result;
  }
  /** Those whose message holds this. */
  static std::vector<Line> containing(const std::string& text) {
    std::vector<Line> result;
    for (const Line& line : lines("MESSAGE"))
      if (line.at("MESSAGE").find(text) != std::string::npos)
        result.push_back(line);
    return result;
  }
  static std::vector<Line> warnings() { return lines("PRIORITY", "4"); }

 private:
  static std::vector<Line>& all() {
    static std::vector<Line> lines;
    return lines;
  }
  /** The thread that plays logs, too. */
  static std::mutex& lock() {
    static std::mutex mutex;
    return mutex;
  }

  static GLogWriterOutput write(GLogLevelFlags level, const GLogField* fields,
                                gsize count, gpointer) {
    Line line;
    for (gsize i = 0; i < count; ++i)
      if (fields[i].length < 0)
        line[fields[i].key] = static_cast<const char*>(fields[i].value);
    {
      const std::scoped_lock held{lock()};
      all().push_back(std::move(line));
    }
    return g_log_writer_default(level, fields, count, nullptr);
  }
};
