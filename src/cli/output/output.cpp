// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/output.hpp"

#include <fmt/format.h>
#include <json-glib/json-glib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/failure.hpp"
#include "cli/output/columns.hpp"
#include "glib/handle.hpp"

namespace cli {
namespace {

constexpr std::size_t least_width = 20;  // of a terminal, and of a text in it
constexpr std::size_t usual_width = 80;
constexpr std::size_t least_name = 8;   // where it is cut
constexpr std::size_t least_last = 20;  // where it is wrapped
constexpr std::size_t label_width = 17;
constexpr std::size_t gap = 2;

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return usual_width;
  return std::max<std::size_t>(least_width, size.ws_col);
}

bool wants_colours() {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return !(refused && *refused) && terminal &&
         std::strcmp(terminal, "dumb") != 0;
}

void write(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string json(const glib::Dict& facts, bool pretty) {
  const glib::Variant variant{g_variant_ref_sink(facts.variant())};
  const glib::Handle<JsonNode, json_node_unref> root{
      json_gvariant_serialize(variant.get())};
  const glib::Text text{json_to_string(root.get(), pretty)};
  return text.get();
}

/** Of each column, so that the rows fit; empty: they can't. */
std::vector<std::size_t> widths(const Table& table, std::size_t room) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    std::size_t& widest = result.emplace_back(columns(table.headings[i]));
    for (const Table::Row& row : table.rows)
      widest = std::max(widest, columns(row[i]));
  }
  std::size_t& name = result.front();
  std::size_t& last = result.back();
  std::size_t others = gap * (result.size() - 1);
  for (const std::size_t width : result) others += width;
  others -= name + last;
  const std::size_t needed = others + std::min(last, least_last);
  if (needed + std::min(name, least_name) > room) return {};
  name = std::min(name, room - needed);
  last = room - others - name;
  return result;
}

}  // namespace

Output::Output()
    : terminal_{isatty(STDOUT_FILENO) == 1},
      colours_{terminal_ && wants_colours()},
      width_{terminal_ ? terminal_width() : std::string::npos} {}

void Output::print(const glib::Dict& facts) const {
  write(json(facts, true) + "\n");
}

void Output::print(const glib::Dict& facts, std::string_view text) const {
  if (is_json)
    print(facts);
  else
    line(text);
}

void Output::stream(const glib::Dict& facts) const {
  write(json(facts, false) + "\n");
  flush();
}

std::string Output::toned(std::string_view text, Tone tone) const {
  constexpr std::array codes{"", "1", "32", "33", "31"};
  if (!colours_ || tone == Tone::plain) return std::string{text};
  return fmt::format("\033[{}m{}\033[0m", codes[static_cast<std::size_t>(tone)],
                     text);
}

void Output::line(std::string_view text, Tone tone) const {
  write(toned(text, tone) + "\n");
}

void Output::beside(const std::string& margin, Tone its_tone,
                    std::string_view text, Tone tone) const {
  const std::size_t indent = columns(margin);
  std::string before = toned(margin, its_tone);
  for (const std::string& part :
       broken(text, std::max(width_, indent + least_width) - indent)) {
    line(before + toned(part, tone));
    before.assign(indent, ' ');
  }
}

void Output::wrapped(std::string_view text, std::size_t indent,
                     Tone tone) const {
  beside(std::string(indent, ' '), Tone::plain, text, tone);
}

void Output::entry(std::string_view label, Tone tone, std::size_t width,
                   std::string_view text) const {
  beside(fitted(label, width), tone, text, Tone::plain);
}

void Output::fields(
    const std::vector<std::pair<std::string, std::string>>& fields) const {
  for (const auto& [label, value] : fields) {
    if (terminal_)
      entry(label, Tone::strong, label_width, value);
    else
      line(fmt::format("{}: {}", label, value));
  }
}

void Output::table(const Table& table) const {
  if (!terminal_) {
    for (const Table::Row& row : table.rows)
      line(fmt::format("{}", fmt::join(row, "\t")));
    return;
  }
  const std::vector<std::size_t> fitting = widths(table, width_);
  if (fitting.empty()) return records(table);
  row(table.headings, fitting, Tone::strong);
  for (const Table::Row& cells : table.rows) row(cells, fitting, Tone::plain);
}

void Output::row(const Table::Row& cells,
                 const std::vector<std::size_t>& widths, Tone tone) const {
  std::string margin;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i)
    margin += fitted(cells[i], widths[i]).append(gap, ' ');
  if (cells.back().empty()) margin.erase(margin.find_last_not_of(' ') + 1);
  beside(margin, tone, cells.back(), tone);
}

void Output::records(const Table& table) const {
  for (const Table::Row& row : table.rows) {
    wrapped(row.front(), 0, Tone::strong);
    for (std::size_t i = 1; i < row.size(); ++i)
      if (!row[i].empty())
        wrapped(fmt::format("{}: {}", table.headings[i], row[i]), gap);
  }
}

void Output::flush() {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return;
  // Nobody reads any more; that is not an error.
  if (errno == EPIPE) std::_Exit(static_cast<int>(Exit::done));
  throw Failure{Exit::failed,
                fmt::format("can't write: {}", std::strerror(errno))};
}

}  // namespace cli
