// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "pairing/event.hpp"

namespace pairing {

/** The minutes in which strangers can see and ask the box. */
class Window {
 public:
  /** How long a window that is always open rests after too many failures. */
  static constexpr Time rest = std::chrono::minutes{5};

  /** Asks for the window; open() follows as soon as BlueZ is ready. */
  void want() noexcept { wanted_ = true; }
  bool wanted() const noexcept { return wanted_; }
  bool is_open() const noexcept { return open_; }

  /** Opens for `length` from now on, or until close() where there is none. */
  void open(Time now, std::optional<Time> length) noexcept;
  void close() noexcept;

  /** Shuts; it is wanted again after `rest`. */
  void close_to_rest(Time now) noexcept;

  /** Counts a failed request; true once there are `limit` of them. */
  bool fail(unsigned limit) noexcept { return ++failures_ >= limit; }

  /** When the window shuts or its rest ends. */
  std::optional<Time> deadline() const noexcept { return deadline_; }

  /** What is left of an open window; nothing: it has no end. */
  std::optional<Time> left(Time now) const noexcept;

  /** An open window whose time is over. */
  bool expired(Time now) const noexcept;

  /** A rest that is over. */
  bool rested(Time now) const noexcept;

 private:
  bool wanted_ = false;
  bool open_ = false;
  unsigned failures_ = 0;
  std::optional<Time> deadline_;
};

}  // namespace pairing
