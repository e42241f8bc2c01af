// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/turns.hpp"

#include <utility>

void Turns::see(const Phones& phones, Time now) {
  std::erase_if(phones_, [&](const auto& known) {
    return !phones.contains(known.first);
  });
  if (!phones.contains(holder_)) holder_.clear();
  const bool was_held = !holder_.empty();
  const unsigned before = beginnings_;
  for (const auto& [name, phone] : phones) update(phones_[name], phone, now);
  choose(now);
  if (was_held && rule_ == SecondPhone::first) turn_away(before);
  put_aside(now);
}

void Turns::update(Known& known, const Phone& phone, Time now) {
  const Phone before = std::exchange(known.now, phone);
  const bool played = before.plays.value_or(false);
  if (phone.streams &&
      (!before.streams || (phone.plays.value_or(false) && !played)))
    return begin(known, before.paused, now);
  const bool ends = !phone.streams || (played && !phone.plays.value_or(true));
  // What words have paused is silent only from their end on.
  if ((known.sounds && ends) || (before.paused && !phone.paused))
    known.silent_since = now;
  if (ends) known.sounds = known.is_news = false;
}

void Turns::begin(Known& known, bool was_paused, Time now) {
  const bool goes_on =
      known.began > 0 && !was_paused &&
      (known.sounds || now < known.silent_since + between_songs);
  known.sounds = true;
  // Its next song, or a player that tells late: nobody has pressed play.
  if (goes_on) return;
  known.began = ++beginnings_;
}

bool Turns::keeps_turn(const Known& known, Time now) const {
  return known.sounds || known.now.paused ||
         now < known.silent_since + between_songs;
}

bool Turns::may_resume(const Known& known, Time now) const {
  return rule_ == SecondPhone::newest && known.aside && known.now.paused &&
         now < known.aside_since + resumed_within;
}

std::string Turns::next(Time now) const {
  std::string best;
  unsigned best_began = 0;
  for (const auto& [name, known] : phones_) {
    if (!known.sounds && !may_resume(known, now)) continue;
    const bool better = rule_ == SecondPhone::newest ? known.began > best_began
                                                     : known.began < best_began;
    if (!best.empty() && !better) continue;
    best = name;
    best_began = known.began;
  }
  return best;
}

void Turns::choose(Time now) {
  resumes_ = false;
  if (rule_ == SecondPhone::mix) return holder_.clear();
  if (holder_.empty() || !keeps_turn(phones_.at(holder_), now))
    return give(next(now), now);
  if (rule_ == SecondPhone::first) return;
  unsigned latest = phones_.at(holder_).began;
  std::string newest;
  for (const auto& [name, known] : phones_) {
    if (!known.sounds || known.began <= latest) continue;
    newest = name;
    latest = known.began;
  }
  if (newest.empty() || newest == holder_) return;
  give(newest, now);
  phones_.at(newest).is_news = true;
}

void Turns::give(const std::string& phone, Time now) {
  holder_ = phone;
  if (phone.empty()) return;
  Known& known = phones_.at(phone);
  known.is_news = false;
  resumes_ = !known.sounds;
  if (resumes_) known.silent_since = now;
}

void Turns::turn_away(unsigned before) {
  for (auto& [name, known] : phones_)
    if (known.sounds && known.began > before && name != holder_)
      known.is_news = true;
}

void Turns::put_aside(Time now) {
  for (auto& [name, known] : phones_) {
    const bool aside = !holder_.empty() && name != holder_ &&
                       (rule_ == SecondPhone::first || known.now.streams ||
                        may_resume(known, now));
    if (aside && !known.aside) known.aside_since = now;
    known.aside = aside;
  }
}

std::vector<Turns::News> Turns::news(Time now) {
  std::vector<News> result;
  for (auto& [name, known] : phones_) {
    // A player that does not play: it was a notification, so far.
    if (!known.is_news || !known.now.plays.value_or(true)) continue;
    known.is_news = false;
    const bool took_over = name == holder_;
    if (holder_.empty() || took_over != (rule_ == SecondPhone::newest) ||
        (known.said && now < *known.said + said_again_after))
      continue;
    known.said = now;
    result.push_back({name, took_over});
  }
  return result;
}

void Turns::named(const std::string& phone, Time now) {
  if (const auto known = phones_.find(phone); known != phones_.end())
    known->second.said = now;
}

bool Turns::is_aside(const std::string& phone) const {
  const auto known = phones_.find(phone);
  return known != phones_.end() && known->second.aside;
}

std::optional<Turns::Time> Turns::deadline() const {
  if (holder_.empty()) return std::nullopt;
  const Known& known = phones_.at(holder_);
  if (known.sounds || known.now.paused) return std::nullopt;
  return known.silent_since + between_songs;
}
