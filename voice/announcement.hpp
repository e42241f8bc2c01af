// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "voice/sound.hpp"

namespace voice {

/**
 * What is said, in parts that are made when they are asked for: the first is
 * heard while the next is synthesised, so nobody waits for all of it.
 *
 * The Voice that made it must outlive it.
 */
class Announcement {
 public:
  using Part = std::function<Sound()>;

  Announcement() = default;
  explicit Announcement(Sound sound) { add(std::move(sound)); }

  void add(Part part) { parts_.push_back(std::move(part)); }
  void add(Sound sound) {
    add([sound = std::move(sound)] { return sound; });
  }

  /** The parts until now are worth telling of; see at_mark(). */
  void mark() { mark_ = taken_ + parts_.size(); }
  /** The last of these was taken just now. */
  bool at_mark() const noexcept { return mark_ == taken_; }

  std::size_t parts() const noexcept { return parts_.size(); }
  bool done() const noexcept { return parts_.empty(); }

  /** The next part; only where there is one. Throws SpeechError. */
  Sound next() {
    const Part part = std::move(parts_.front());
    parts_.pop_front();
    ++taken_;
    return part();
  }

  /** All that is left, at once. */
  Sound whole() {
    Sound result;
    while (!done()) result += next();
    return result;
  }

 private:
  std::deque<Part> parts_;
  std::size_t taken_ = 0;
  std::optional<std::size_t> mark_;
};

}  // namespace voice
