// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/speaking.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <span>
#include <system_error>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto open_within = 4s;
constexpr auto try_again = 100ms;
constexpr int tries_while_busy = 20;  // two seconds
constexpr auto patience = 3s;         // for a card to take or play anything

bool is_busy(const std::exception& error) {
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  return system && system->code().value() == -EBUSY;
}

}  // namespace

Speaking::Speaking(const SoundSettings& settings, std::filesystem::path mixer,
                   voice::Announcement announcement, Result result)
    : settings_{settings},
      mixer_{std::move(mixer)},
      announcement_{std::move(announcement)},
      result_{std::move(result)} {
  watch(open_within, "can't be opened in time");
  open();
}

void Speaking::open() {
  const bool first = at_ == 0;
  opening_.start(
      [first, output = output(), settings = settings_.mixer, file = mixer_] {
        Opened result;
        // Who holds a busy card plays on, at the volume that is set.
        result.pcm = voice::alsa::open(output);
        if (first) result.volume = std::make_unique<HeldVolume>(settings, file);
        return result;
      },
      [this](Opened result) { opened(std::move(result)); },
      [this](const std::exception& error) { not_opened(error); });
}

void Speaking::opened(Opened result) {
  try {
    held_ = std::move(result.volume);
    playback_ = std::make_unique<voice::Playback>(
        std::move(result.pcm), std::move(announcement_), volume());
    ready_ = std::make_unique<glib::PollSource>(
        playback_->descriptors(), [this](std::span<pollfd> descriptors) {
          playback_->polled(descriptors);
          go_on();
        });
  } catch (const std::exception& e) {
    g_warning("nothing can be said: %s", e.what());
    return finish(false);
  }
  watch(patience, "does not go on");
  go_on();
}

void Speaking::not_opened(const std::exception& error) {
  if (is_busy(error) && at_ == 0 && ++tries_ < tries_while_busy)
    return next_.once(try_again, [this] { open(); });
  if (at_ < settings_.fallbacks.size()) {
    g_warning("%s; trying the next output", error.what());
    ++at_;
    return open();
  }
  g_warning("nothing can be said: %s", error.what());
  finish(false);
}

void Speaking::go_on() {
  auto state = voice::Playback::State::done;
  try {
    state = playback_->go_on();
  } catch (const std::exception& e) {
    g_warning("an announcement broke off: %s", e.what());
    return finish(false);
  }
  switch (state) {
    case voice::Playback::State::writing: {
      const std::size_t before = std::exchange(written_, playback_->written());
      if (written_ != before) watch(patience, "does not go on");
      return;
    }
    case voice::Playback::State::draining:
      // Its descriptors are always ready now; time is what to wait for.
      ready_.reset();
      return next_.once(playback_->wait(), [this] { go_on(); });
    case voice::Playback::State::done:
      return finish(true);
  }
}

void Speaking::watch(std::chrono::milliseconds time, const char* what) {
  wedged_.once(time, [this, what] {
    g_warning("the sound output '%s' %s", output().c_str(), what);
    finish(false);
  });
}

void Speaking::finish(bool heard) {
  ready_.reset();
  next_.stop();
  wedged_.stop();
  opening_.abandon();
  playback_.reset();
  held_.reset();
  const Result result = std::move(result_);
  result(heard);  // may destroy this object
}

const std::string& Speaking::output() const {
  return at_ == 0 ? settings_.output : settings_.fallbacks[at_ - 1];
}

int Speaking::volume() const {
  const bool has_mixer = at_ == 0 && !settings_.mixer.element.empty();
  return has_mixer ? 100
                   : std::min(settings_.mixer.volume.value_or(100),
                              settings_.mixer.most);
}
