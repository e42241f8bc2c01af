// SPDX-License-Identifier: GPL-3.0-or-later
#include "announcer.hpp"

#include <exception>
#include <stdexcept>
#include <utility>

namespace {

using namespace std::chrono_literals;
using pairing::Prompt;

constexpr auto patience = 3s;  // beyond the length of the sound

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
  hush();
  ticket_ = what.ticket;
  try {
    need_voice();
    voice::Sound sound = make(what, names);
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
      return voice_->compare(what.passkey.value().digits(), names.device);
    case Prompt::type:
      return voice_->type(what.passkey.value().digits(), names.device);
    case Prompt::opened:
      return voice_->opened(names.speaker);
    case Prompt::closed:
      return voice_->closed();
    case Prompt::paired:
      return voice_->paired();
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
  result_(ticket_, heard);
}

void Announcer::hush() {
  ready_.reset();
  next_.stop();
  wedged_.stop();
  playback_.reset();
}
