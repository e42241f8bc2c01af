// SPDX-License-Identifier: GPL-3.0-or-later
#include "announcer.hpp"

#include <exception>
#include <stdexcept>
#include <utility>
#include <vector>

#include "voice/chime.hpp"

namespace {

using namespace std::chrono_literals;
using pairing::Prompt;
using voice::Phrase;

constexpr auto patience = 3s;  // beyond the length of the sound

/** How to let a device in; nothing where no word is needed. */
std::optional<Phrase> phrase(std::optional<pairing::Consent> act) {
  using pairing::Consent;
  if (!act) return std::nullopt;
  switch (*act) {
    case Consent::key:
      return Phrase::act_key;
    case Consent::owner:
      return Phrase::act_owner;
    case Consent::command:
      return Phrase::act_command;
    case Consent::heard:
    case Consent::knock:  // asked for when its time has come
    case Consent::keypad:
    case Consent::passkey:
      break;
  }
  return std::nullopt;
}

std::vector<bool> ups(const pairing::Row& row) {
  std::vector<bool> result;
  for (unsigned place = 0; place < row.length(); ++place)
    result.push_back(row.at(place) == pairing::Press::up);
  return result;
}

}  // namespace

Announcer::Announcer(Settings settings, Result result)
    : settings_{std::move(settings)}, result_{std::move(result)} {
  try {
    need_voice();
  } catch (const std::exception& e) {
    g_warning("there is no voice, so every request is refused: %s", e.what());
  }
}

void Announcer::settings(Settings settings) {
  const bool same = settings.voice == settings_.voice &&
                    settings.phrasebooks == settings_.phrasebooks;
  // The new voice first: where it can't be had, the old one stays.
  if (!same) voice_ = voice::Voice{settings.voice, settings.phrasebooks};
  settings_ = std::move(settings);
}

void Announcer::need_voice() {
  if (!voice_) voice_.emplace(settings_.voice, settings_.phrasebooks);
}

void Announcer::announce(const pairing::Announce& what, const Names& names) {
  play(what.ticket, [&] { return make(what, names); });
}

void Announcer::echo(const pairing::Echo& key) {
  play(std::nullopt, [&] {
    return settings_.echo_digits && key.digit ? voice_->digit(*key.digit)
                                              : voice::click();
  });
}

void Announcer::say(const std::string& text) {
  play(std::nullopt, [&] { return voice_->text(text); });
}

void Announcer::play(std::optional<pairing::Ticket> ticket,
                     const std::function<voice::Sound()>& make) {
  hush();
  ticket_ = ticket;
  try {
    need_voice();
    voice::Sound sound = make();
    const auto length = sound.duration();
    playback_ =
        std::make_unique<voice::Playback>(settings_.output, std::move(sound));
    wedged_.once(length + patience, [this] {
      g_warning("the sound output '%s' does not go on",
                settings_.output.c_str());
      finish(false);
    });
    ready_ = std::make_unique<glib::PollSource>(
        playback_->descriptors(), [this](std::span<pollfd> descriptors) {
          playback_->polled(descriptors);
          go_on();
        });
  } catch (const std::exception& e) {
    g_warning("nothing can be said: %s", e.what());
    playback_.reset();
    next_.once(0ms, [this] { finish(false); });
  }
}

voice::Sound Announcer::make(const pairing::Announce& what,
                             const Names& names) {
  switch (what.prompt) {
    case Prompt::compare:
      return voice_->compare(what.passkey.value().digits(), names.device,
                             phrase(what.act));
    case Prompt::type:
      return voice_->type(what.passkey.value().digits(), names.device);
    case Prompt::keypad:
      return voice_->keypad(names.device);
    case Prompt::wants_in:
      return voice_->wants_in(names.device, phrase(what.act));
    case Prompt::middle:
      return voice_->sentence(Phrase::middle);
    case Prompt::knock:
      return voice_->knock(ups(what.row));
    case Prompt::opened:
      return voice_->opened(names.speaker);
    case Prompt::closed:
      return voice_->sentence(Phrase::closed);
    case Prompt::locked:
      return voice_->sentence(Phrase::locked);
    case Prompt::paired:
      return voice_->sentence(Phrase::paired);
    case Prompt::let_in:
      return voice_->sentence(Phrase::let_in);
    case Prompt::forgotten:
      return voice_->sentence(Phrase::forgotten);
  }
  throw std::logic_error{"no such prompt"};
}

void Announcer::go_on() {
  try {
    switch (playback_->go_on()) {
      case voice::Playback::State::writing:
        return;
      case voice::Playback::State::draining:
        // Its descriptors are always ready now; time is what to wait for.
        ready_.reset();
        return next_.once(playback_->wait(), [this] { go_on(); });
      case voice::Playback::State::done:
        return finish(true);
    }
  } catch (const std::exception& e) {
    g_warning("an announcement broke off: %s", e.what());
    finish(false);
  }
}

void Announcer::finish(bool heard) {
  hush();
  if (ticket_) result_(*ticket_, heard);
}

void Announcer::hush() {
  ready_.reset();
  next_.stop();
  wedged_.stop();
  playback_.reset();
}
