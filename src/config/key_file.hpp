// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

/** What one line of a key file says. */
struct KeyFileLine {
  unsigned number;  ///< 1..
  std::string group;
  std::string name;                 ///< empty: the line begins the group
  std::optional<std::string> text;  ///< none: it is not UTF-8
};

/** A file can't be read, or is not a key file. */
class KeyFileError : public std::runtime_error {
 public:
  KeyFileError(unsigned line, const std::string& what)
      : std::runtime_error{what}, line_{line} {}

  /** Where it is wrong; 0: as a whole. */
  unsigned line() const noexcept { return line_; }

 private:
  unsigned line_;
};

/** The lines of a key file that say something, in their order. A key that is
 * there twice has its last text in both. Throws KeyFileError. */
std::vector<KeyFileLine> key_file_lines(const std::string& content);

/** Those of a file. */
std::vector<KeyFileLine> read_key_file(const std::string& path);
