// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/window.hpp"

#include <algorithm>

namespace pairing {

void Window::open(Time now, std::optional<Time> length) noexcept {
  wanted_ = false;
  open_ = true;
  failures_ = 0;
  prompts_ = 0;
  counting_since_ = now;
  if (by_ != By::itself) prompted_.reset();
  deadline_.reset();
  if (length) deadline_ = now + *length;
}

void Window::close() noexcept {
  wanted_ = false;
  open_ = false;
  deadline_.reset();
}

Time Window::next_prompt(Time now) const noexcept {
  if (!prompted_) return Time{0};
  return std::max(*prompted_ + prompt_every - now, Time{0});
}

bool Window::has_prompts(Time now) const noexcept {
  const bool anew = !deadline_ && now - counting_since_ >= prompts_within;
  return anew || prompts_ < most_prompts;
}

void Window::prompted(Time now) noexcept {
  if (!deadline_ && now - counting_since_ >= prompts_within) {
    prompts_ = 0;
    counting_since_ = now;
  }
  ++prompts_;
  prompted_ = now;
}

std::optional<Time> Window::left(Time now) const noexcept {
  if (!open_ || !deadline_) return std::nullopt;
  return std::max(*deadline_ - now, Time{0});
}

bool Window::expired(Time now) const noexcept {
  return open_ && deadline_ && *deadline_ <= now;
}

}  // namespace pairing
