// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "control/facts.hpp"
#include "daemon/mirror.hpp"
#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "store/record.hpp"

/** Reports requests: in the log, in the record, and on the bus. */
class Requests {
 public:
  /** The contract's Happened(). */
  using Happened = std::function<void(const char* what, const glib::Dict&)>;

  Requests(const std::filesystem::path& state, const Mirror& mirror,
           Happened happened);

  /** Says in the log what is about to be decided; of a request for pairing
   * decided() does. */
  void log(const pairing::Event& event) const;
  /** Was a request opened, or turned away at once? */
  void decided(const pairing::Event& event, const pairing::Effects& effects);
  /** The open request has ended. */
  void ended(const pairing::Ended& ended);

  /** Those that ended at `when` or later. */
  std::vector<RecordedRequest> since(const std::string& when) const {
    return record_.since(when);
  }

 private:
  /** As it is reported and recorded; its device may be gone by then. */
  struct Open {
    control::Device device;
    pairing::Method method;
  };
  static RecordedRequest recorded(const Open& request);
  static glib::Dict facts(const Open& request);
  /** Refusals of one reason, once a minute: how often strangers ask does not
   * decide how much is logged. */
  void log_refused(const pairing::Asked& asked, pairing::Reason reason);

  struct Logged {
    std::chrono::steady_clock::time_point when{};
    unsigned left_out = 0;  ///< since then
  };

  const Mirror& mirror_;
  Happened happened_;
  Record record_;
  std::optional<Open> open_;
  std::map<pairing::Reason, Logged> logged_;
};
