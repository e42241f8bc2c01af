// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>

#include "daemon/mirror.hpp"
#include "pairing/event.hpp"

/** Who plays, and who has left: each is said once a connection, as a pause
 * between two songs is not worth a word. */
class Visits {
 public:
  struct Listener {
    std::function<void(const std::string& name)> plays;
    std::function<void(const std::string& name)> left;
    /** What it plays can be heard. */
    std::function<bool(const pairing::Device&)> is_heard;
  };

  Visits(const Mirror& mirror, Listener listener);

  /** Nothing is said of those that already play when this daemon starts. */
  void begin();
  /** A device, or one of its streams, is another; true: it was said to play.
   */
  bool check(const pairing::Device& device);
  /** It plays instead of another, which is always worth a word. */
  void took_over(const pairing::Device& device);
  void gone(const pairing::Device& device) { playing_.erase(device); }
  void clear() { playing_.clear(); }

 private:
  const Mirror& mirror_;
  Listener listener_;
  std::set<pairing::Device> playing_;  ///< who was said to be
};
