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

/** Rows under headings. The first cell may be cut, the last one is wrapped. */
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
  Output();

  bool is_json = false;  ///< --json
  bool is_terminal() const noexcept { return terminal_; }

  /** The facts as JSON where that is wished, else the text on a line. */
  void print(const glib::Dict& facts, std::string_view text) const;
  /** One JSON object, on several lines. */
  void print(const glib::Dict& facts) const;
  /** One JSON object on a line of its own, at once. */
  void stream(const glib::Dict& facts) const;
  void line(std::string_view text = {}, Tone tone = Tone::plain) const;
  /** `text` in lines that fit, each indented so far. */
  void wrapped(std::string_view text, std::size_t indent,
               Tone tone = Tone::plain) const;
  /** A label of so many columns, and beside it a text in lines that fit. */
  void entry(std::string_view label, Tone tone, std::size_t width,
             std::string_view text) const;
  /** Labels and what belongs to them. */
  void fields(
      const std::vector<std::pair<std::string, std::string>>& fields) const;
  void table(const Table& table) const;
  /** Lines leave now; throws Failure where they can't. */
  static void flush();

 private:
  std::string toned(std::string_view text, Tone tone) const;
  void beside(const std::string& margin, Tone its_tone, std::string_view text,
              Tone tone) const;
  void row(const Table::Row& cells, const std::vector<std::size_t>& widths,
           Tone tone) const;
  void records(const Table& table) const;

  bool terminal_;
  bool colours_;
  std::size_t width_;  ///< columns of the terminal; no end in a pipe
};

}  // namespace cli
