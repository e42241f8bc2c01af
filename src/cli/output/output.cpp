// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/output.hpp"

#include <glib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/failure.hpp"
#include "cli/output/json.hpp"

namespace cli {
namespace {

constexpr std::size_t least_width = 20;  // of a terminal, and of a text in it
constexpr std::size_t usual_width = 80;
constexpr std::size_t least_cell = 8;  // of a name that is cut
constexpr std::size_t label_width = 11;
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

std::size_t columns_of(gunichar c) {
  if (g_unichar_iszerowidth(c)) return 0;
  return g_unichar_iswide(c) ? 2 : 1;
}

const char* code(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "\033[1m";
    case Tone::good:
      return "\033[32m";
    case Tone::doubtful:
      return "\033[33m";
    case Tone::bad:
      return "\033[31m";
  }
  return "";
}

void write(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/** In lines of so many columns; a longer word has a line of its own. */
std::vector<std::string> broken(std::string_view text, std::size_t room) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string& line = lines.back();
    if (line.empty())
      line = word;
    else if (columns(line) + 1 + columns(word) <= room)
      line += " " + word;
    else
      lines.push_back(word);
  }
  return lines;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t result = 0;
  const std::string copy{text};
  for (const char* at = copy.c_str(); *at; at = g_utf8_next_char(at))
    result += columns_of(g_utf8_get_char(at));
  return result;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::size_t needed = columns(text);
  if (needed <= width)
    return std::string{text} + std::string(width - needed, ' ');
  const bool utf8 = g_get_charset(nullptr);
  std::string result;
  std::size_t taken = 0;
  const std::string copy{text};
  for (const char* at = copy.c_str(); *at; at = g_utf8_next_char(at)) {
    const std::size_t next = columns_of(g_utf8_get_char(at));
    if (taken + next + 1 > width) break;
    result.append(at, static_cast<const char*>(g_utf8_next_char(at)));
    taken += next;
  }
  result += utf8 ? "\u2026" : "~";
  return result + std::string(width - taken - 1, ' ');
}

Output::Output(Form form)
    : form_{form},
      terminal_{isatty(STDOUT_FILENO) == 1},
      colours_{terminal_ && wants_colours()},
      width_{terminal_ ? terminal_width() : usual_width} {}

void Output::print(const glib::Dict& facts) const {
  write(json(facts) + "\n");
}

void Output::stream(const glib::Dict& facts) const {
  write(json(facts, Layout::line) + "\n");
  flush();
}

std::string Output::toned(const std::string& text, Tone tone) const {
  if (!colours_ || tone == Tone::plain) return text;
  return code(tone) + text + "\033[0m";
}

void Output::line(std::string_view text, Tone tone) const {
  write(toned(std::string{text}, tone) + "\n");
}

void Output::wrapped(std::string_view text, std::size_t indent,
                     Tone tone) const {
  const std::string before(indent, ' ');
  for (const std::string& part : broken(text, room(indent)))
    write(before + toned(part, tone) + "\n");
}

std::size_t Output::room(std::size_t indent) const {
  if (!terminal_) return std::string::npos;
  return std::max(width_, indent + least_width) - indent;
}

void Output::fields(
    const std::vector<std::pair<std::string, std::string>>& fields) const {
  for (const auto& [label, value] : fields) {
    if (terminal_)
      entry(label, Tone::strong, label_width, value);
    else
      line(std::string{label}.append(": ").append(value));
  }
}

void Output::entry(std::string_view label, Tone tone, std::size_t indent,
                   std::string_view text) const {
  std::string before = toned(fitted(label, indent), tone);
  for (const std::string& part : broken(text, room(indent))) {
    write(before + part + "\n");
    before.assign(indent, ' ');
  }
}

void Output::table(const Table& table) const {
  if (!terminal_) {
    for (const Table::Row& row : table.rows) {
      std::string text;
      for (const std::string& cell : row) {
        if (&cell != &row.front()) text += '\t';
        text += cell;
      }
      line(text);
    }
    return;
  }
  std::vector<std::size_t> widths;
  if (!fits(table, widths)) return records(table);
  const auto row = [&](const Table::Row& cells, Tone tone) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
      text += fitted(cells[i], widths[i]) + std::string(gap, ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    line(text, tone);
  };
  row(table.headings, Tone::strong);
  for (const Table::Row& cells : table.rows) row(cells, Tone::plain);
}

bool Output::fits(const Table& table, std::vector<std::size_t>& widths) const {
  std::size_t total = 0;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    std::size_t widest = columns(table.headings[i]);
    for (const Table::Row& row : table.rows)
      widest = std::max(widest, columns(row[i]));
    widths.push_back(widest);
    total += widest + (i > 0 ? gap : 0);
  }
  // The first is a name; it may be cut.
  const std::size_t spare =
      widths.front() > least_cell ? widths.front() - least_cell : 0;
  if (total > width_ + spare) return false;
  if (total > width_) widths.front() -= total - width_;
  return true;
}

void Output::records(const Table& table) const {
  for (const Table::Row& row : table.rows) {
    wrapped(row.front(), 0, Tone::strong);
    for (std::size_t i = 1; i < row.size(); ++i)
      if (!row[i].empty()) wrapped(table.headings[i] + ": " + row[i], gap);
  }
}

void Output::flush() {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return;
  // Who reads no more wants no more.
  if (errno == EPIPE) std::_Exit(static_cast<int>(Exit::done));
  throw Failure{Exit::failed,
                std::string{"can't write: "} + std::strerror(errno)};
}

}  // namespace cli
