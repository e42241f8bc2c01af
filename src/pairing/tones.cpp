// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/tones.hpp"

#include <array>
#include <utility>

namespace pairing {

void Toggles::playing_is(bool now_playing, Time now) {
  const auto before = std::exchange(playing_, now_playing);
  if (!before || *before == now_playing) return;
  // Of this many in one row two fall into one slot, and that is wrong already.
  if (changes_.size() > Tones::slots) changes_.erase(changes_.begin());
  changes_.push_back(now);
}

Toggles::Answer Toggles::answer(const Tones& tones, Time end) const noexcept {
  std::array<unsigned, Tones::slots> seen{};
  const Time begin = end - Tones::length;
  bool any = false;
  for (const Time at : changes_) {
    if (at < begin || at >= end) continue;
    ++seen[static_cast<std::size_t>((at - begin) / Tones::slot)];
    any = true;
  }
  if (!any) return Answer::none;
  for (unsigned slot = 0; slot < Tones::slots; ++slot)
    if (seen[slot] != (tones.at(slot) ? 1u : 0u)) return Answer::wrong;
  return Answer::right;
}

}  // namespace pairing
