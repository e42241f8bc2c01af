// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glib/dict.hpp"

namespace cli {

/** What a line is coloured for, at a terminal that wants colours. */
enum class Tone : std::uint8_t { plain, strong, good, doubtful, bad };

/** Rows under headings. */
struct Table {
  using Row = std::vector<std::string>;
  Row headings;
  std::vector<Row> rows;
};

/**
 * What a command prints: for people at a terminal (tables as wide as it is,
 * colours unless NO_COLOR is set), for other programs in a pipe (lines with
 * tabs between the cells, no headings), or as JSON.
 */
class Output {
 public:
  enum class Form : bool { text, json };
  explicit Output(Form form);

  bool is_json() const noexcept { return form_ == Form::json; }
  bool is_terminal() const noexcept { return terminal_; }

  /** One JSON object, on several lines. */
  void print(const glib::Dict& facts) const;
  /** One JSON object on a line of its own, at once. */
  void stream(const glib::Dict& facts) const;
  void line(std::string_view text = {}, Tone tone = Tone::plain) const;
  /** Labels and what belongs to them. */
  void fields(
      const std::vector<std::pair<std::string, std::string>>& fields) const;
  /** A label, and beside it a text in lines that fit. */
  void entry(std::string_view label, Tone tone, std::size_t indent,
             std::string_view text) const;
  void table(const Table& table) const;
  /** `text` in lines that fit, each indented so far. */
  void wrapped(std::string_view text, std::size_t indent,
               Tone tone = Tone::plain) const;
  /** Lines leave now; throws Failure where they can't. */
  static void flush();

 private:
  std::string toned(const std::string& text, Tone tone) const;
  std::size_t room(std::size_t indent) const;
  bool fits(const Table& table, std::vector<std::size_t>& widths) const;
  void records(const Table& table) const;

  Form form_;
  bool terminal_;
  bool colours_;
  std::size_t width_;  ///< columns of the terminal
};

/** The columns that a text takes at a terminal. */
std::size_t columns(std::string_view text);
/** Cut to so many columns, with an ellipsis, or filled up with spaces. */
std::string fitted(std::string_view text, std::size_t columns);

}  // namespace cli
