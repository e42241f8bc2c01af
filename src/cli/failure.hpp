// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace cli {

/** Exit statuses; earshot(1) lists them. */
enum class Exit : int {
  done = 0,
  failed = 1,       ///< it could not be done; for doctor: something is wrong
  usage = 2,        ///< the command line is wrong
  no_daemon = 3,    ///< earshotd or the bus can't be reached
  not_allowed = 4,  ///< the bus does not let this user
};

/** A command that ends without success: what, and what to do. */
class Failure : public std::runtime_error {
 public:
  Failure(Exit status, const std::string& what, std::string remedy = {})
      : std::runtime_error{what}, status_{status}, remedy_{std::move(remedy)} {}

  Exit status() const noexcept { return status_; }
  /** Empty where there is none. */
  const std::string& remedy() const noexcept { return remedy_; }

 private:
  Exit status_;
  std::string remedy_;
};

}  // namespace cli
