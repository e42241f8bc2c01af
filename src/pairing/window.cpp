// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/window.hpp"

#include <algorithm>

namespace pairing {

void Window::open(Time now, std::optional<Time> length) noexcept {
  wanted_ = false;
  open_ = true;
  failures_ = 0;
  deadline_.reset();
  if (length) deadline_ = now + *length;
}

void Window::close() noexcept {
  wanted_ = false;
  open_ = false;
  deadline_.reset();
}

void Window::close_to_rest(Time now) noexcept {
  close();
  deadline_ = now + rest;
}

std::optional<Time> Window::left(Time now) const noexcept {
  if (!open_ || !deadline_) return std::nullopt;
  return std::max(*deadline_ - now, Time{0});
}

bool Window::expired(Time now) const noexcept {
  return open_ && deadline_ && *deadline_ <= now;
}

bool Window::rested(Time now) const noexcept {
  return !open_ && deadline_ && *deadline_ <= now;
}

}  // namespace pairing
