// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace cli::doctor {

/** Takes addresses and names out of a text; each has the same stand-in
 * everywhere, so that who is who can still be followed. */
class Mask {
 public:
  /** A name that may occur anywhere, as a whole word. */
  void name(const std::string& name);

  /** The text without them, and without what stands in quotes before an
   * address: names that the log had. */
  std::string operator()(const std::string& text);

 private:
  std::string address(std::string address);

  std::map<std::string, std::string> names_;
  std::map<std::string, std::string> addresses_;
};

}  // namespace cli::doctor
