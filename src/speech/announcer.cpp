// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/announcer.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>
#include <variant>

#include "voice/alsa_log.hpp"
#include "voice/earcon.hpp"
#include "voice/spoken_name.hpp"

namespace {

using namespace std::chrono_literals;
using voice::Earcon;
using voice::Phrase;

constexpr std::int64_t stale = 20'000'000;  // microseconds
constexpr auto after_words = 300ms;
// A USB card may come later than we do. Who asks is told sooner.
constexpr auto card_comes_within = 15s;

}  // namespace

Announcer::Announcer(Settings settings, Listener listener)
    : settings_{std::move(settings)}, listener_{std::move(listener)} {
  voice::alsa::be_quiet();
  try {
    need_voice();
  } catch (const std::exception& e) {
    g_warning("there is no voice, so every request is refused: %s", e.what());
  }
}

void Announcer::settings(Settings settings) {
  const bool same = settings.voice == settings_.voice &&
                    settings.phrasebooks == settings_.phrasebooks && voice_ &&
                    !makeshift_;
  // The new voice first: where it can't be had, the old one stays.
  if (!same) {
    auto voice =
        std::make_unique<voice::Voice>(settings.voice, settings.phrasebooks);
    if (now_ && !former_) former_ = std::move(voice_);
    voice_ = std::move(voice);
    makeshift_ = false;
  }
  settings_ = std::move(settings);
}

void Announcer::need_voice() {
  if (voice_) return;
  try {
    voice_ =
        std::make_unique<voice::Voice>(settings_.voice, settings_.phrasebooks);
    makeshift_ = false;
  } catch (const std::exception& e) {
    const voice::Settings english{.wake = settings_.voice.wake};
    voice_ = std::make_unique<voice::Voice>(english, settings_.phrasebooks);
    makeshift_ = true;
    g_warning("English is spoken instead of what [voice] asks for: %s",
              e.what());
  }
}

void Announcer::announce(const pairing::Announce& what, const Names& names) {
  if (const auto* question = std::get_if<pairing::Question>(&what.prompt))
    return say(
        {Kind::request, words(*question, what, names.device), what.ticket});
  const auto [earcon, phrase, topic, kind] =
      spoken(std::get<pairing::Notice>(what.prompt));
  if (!(settings_.topics.*topic)) return;
  Saying saying = sentence(kind, earcon, phrase);
  if (what.can_be_undone)
    saying.make = [this, earcon = earcon, phrase = phrase] {
      return voice_->sentences(earcon, phrase, Phrase::not_you);
    };
  if (phrase == Phrase::opened)
    saying.make = [this, speaker = names.speaker] {
      return voice_->opened(speaker);
    };
  saying.ticket = what.ticket;
  say(std::move(saying));
}

void Announcer::playing(const std::string& name) {
  if (!settings_.topics.connected) return;
  if (auto said = voice::spoken_name(name, voice::Numbers::short_ones))
    say(sentence(Kind::visit, Earcon::yes, Phrase::playing, std::move(*said)));
}

void Announcer::left(const std::string& name) {
  if (!settings_.topics.disconnected) return;
  if (auto said = voice::spoken_name(name, voice::Numbers::short_ones))
    say(sentence(Kind::visit, Earcon::no, Phrase::left, std::move(*said)));
}

void Announcer::in_use(const std::string& holder) {
  if (!settings_.topics.connected) return;
  const std::string said =
      voice::spoken_name(holder, voice::Numbers::short_ones).value_or("");
  say({Kind::visit, [this, said] { return voice_->in_use(said); }});
}

void Announcer::refused() {
  if (settings_.topics.refused)
    say(sentence(Kind::window, Earcon::no, Phrase::refused));
}

void Announcer::problem(Problem problem) {
  if (settings_.topics.problem)
    say(sentence(Kind::problem, Earcon::problem, phrase(problem)));
}

void Announcer::echo(const pairing::Echo& key) {
  say({Kind::echo, [this, key] {
         return voice::Announcement{settings_.echo_digits && key.digit
                                        ? voice_->digit(*key.digit)
                                        : voice::click()};
       }});
}

void Announcer::say(const std::string& text) {
  say({Kind::text, [this, text] { return voice_->text(text); }});
}

void Announcer::say(Saying saying) {
  saying.since = g_get_monotonic_time();
  std::erase_if(waiting_, [&](const Saying& s) {
    return s.kind == saying.kind && s.kind != Kind::problem;
  });
  const bool first = saying.kind <= Kind::echo;
  if (!now_ || first ||
      (now_->kind == saying.kind && now_->kind != Kind::problem))
    return begin(std::move(saying));
  waiting_.push_back(std::move(saying));
}

void Announcer::begin(Saying saying) {
  stop();
  now_ = std::move(saying);
  if (now_->kind != Kind::visit && now_->kind != Kind::echo) {
    music_back_.stop();
    if (!std::exchange(music_is_quiet_, true)) listener_.music(true);
  }
  try {
    need_voice();
    speaking_ = std::make_unique<Speaking>(
        settings_.sound, settings_.mixer, now_->make(),
        now_->kind == Kind::window ? card_comes_within : 0s,
        Speaking::Listener{
            .result = [this](bool heard) { finish(heard); },
            .marked =
                [this] {
                  if (now_->ticket) listener_.said_once(*now_->ticket);
                },
            .busy = [this] { return music_is_quiet_ && listener_.busy(); }});
  } catch (const std::exception& e) {
    g_warning("nothing can be said: %s", e.what());
    failed_.once(0ms, [this] { finish(false); });
  }
}

void Announcer::finish(bool heard) {
  const auto ticket = now_ ? now_->ticket : std::nullopt;
  stop();
  if (ticket) listener_.result(*ticket, heard);
  next();
}

void Announcer::next() {
  const std::int64_t oldest = g_get_monotonic_time() - stale;
  std::erase_if(waiting_, [=](const Saying& s) { return s.since < oldest; });
  if (now_) return;
  if (waiting_.empty()) return let_music();
  Saying saying = std::move(waiting_.front());
  waiting_.pop_front();
  begin(std::move(saying));
}

void Announcer::let_music() {
  if (!music_is_quiet_) return;
  // Something else may be said at once.
  music_back_.once(after_words, [this] {
    music_is_quiet_ = false;
    listener_.music(false);
  });
}

void Announcer::stop() {
  failed_.stop();
  speaking_.reset();
  now_.reset();
  former_.reset();
}

void Announcer::hush() {
  if (now_ && now_->kind > Kind::echo) return;
  stop();
  next();
}

void Announcer::silence() {
  waiting_.clear();
  stop();
  let_music();
}
