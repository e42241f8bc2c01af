// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/stage.hpp"

#include <algorithm>
#include <utility>

#include "daemon/loop.hpp"

Stage::Stage(const Mirror& mirror, Music& music, Listener listener)
    : mirror_{mirror}, music_{music}, listener_{std::move(listener)} {}

void Stage::rule(SecondPhone rule) {
  turns_.rule(rule);
  check();
}

void Stage::check() {
  const Turns::Time now = Loop::now();
  const std::string before = turns_.holder();
  turns_.see(phones(), now);
  place();
  const std::string holder = turns_.holder();
  if (holder != before && !holder.empty()) {
    g_info("%s has the speaker", mirror_.describe(holder).c_str());
    if (listener_.has_turn(holder)) turns_.named(holder, now);
  }
  for (const auto& [phone, took_over] : turns_.news(now))
    if (took_over)
      listener_.took_over(phone);
    else
      listener_.turned_away(phone, holder);
  if (const auto deadline = turns_.deadline())
    deadline_.once(std::max(*deadline - now, Turns::Time{0}),
                   [this] { check(); });
  else
    deadline_.stop();
}

void Stage::end() {
  ended_ = true;
  check();
}

Turns::Phones Stage::phones() const {
  Turns::Phones result;
  if (ended_ || !mirror_.complete()) return result;
  for (const auto& [path, transport] : mirror_.transports()) {
    const pairing::Standing standing = mirror_.standing(transport.device);
    if (!standing.admitted || !standing.connected) continue;
    Turns::Phone& phone = result[transport.device];
    phone.streams = phone.streams || transport.plays();
    phone.paused = music_.is_paused(transport.device);
  }
  for (const auto& [path, player] : mirror_.players())
    if (const auto phone = result.find(player.device); phone != result.end())
      phone->second.plays =
          phone->second.plays.value_or(false) || player.plays();
  return result;
}

void Stage::place() {
  std::set<pairing::Device> aside;
  for (const auto& [path, transport] : mirror_.transports())
    if (turns_.is_aside(transport.device)) aside.insert(transport.device);
  // First: never are two heard at once.
  for (const pairing::Device& phone : aside) music_.set_aside(phone);
  for (const pairing::Device& phone : std::exchange(aside_, aside))
    if (!aside.contains(phone))
      music_.bring_back(phone, phone == turns_.holder() && turns_.resumes());
}
