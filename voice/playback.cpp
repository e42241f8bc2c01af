// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/playback.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "voice/loudness.hpp"
#include "voice/stereo.hpp"

namespace voice {
namespace {

constexpr int most_underruns = 3;
constexpr std::size_t most_at_once = stereo::rate / 20;  // 50 ms
constexpr std::chrono::milliseconds held_for{50};

}  // namespace

Playback::Playback(alsa::Pcm pcm, Announcement announcement, int volume)
    : announcement_{std::move(announcement)},
      volume_{volume},
      pcm_{std::move(pcm)} {
  snd_pcm_uframes_t buffer = 0;
  snd_pcm_uframes_t period = 0;
  alsa::check(snd_pcm_get_params(pcm_.get(), &buffer, &period),
              "no parameters from the sound output");
  period_ = period;
  next_part();
}

Playback::~Playback() {
  snd_pcm_drop(pcm_.get());
}

Playback::State Playback::go_on() {
  if (state_ == State::writing) {
    write();
    // What was written is being heard while the next part is made.
    if (at_ == part_.size() / stereo::channels) next_part();
  }
  if (state_ == State::draining && drained()) state_ = State::done;
  return state_;
}

void Playback::next_part() {
  at_ = 0;
  if (!announcement_.done()) {
    part_ = stereo::frames(scaled(announcement_.next(), volume_));
    return;
  }
  // A card plays whole periods: the last one ends in silence, not in noise.
  const std::size_t odd = period_ ? written_ % period_ : 0;
  if (odd == 0) {
    state_ = State::draining;
    return;
  }
  part_.assign((period_ - odd) * stereo::channels, 0);
}

void Playback::write() {
  held_ = false;
  const auto start = std::chrono::steady_clock::now();
  const std::size_t end = part_.size() / stereo::channels;
  while (at_ < end) {
    const snd_pcm_sframes_t frames =
        snd_pcm_writei(pcm_.get(), part_.data() + at_ * stereo::channels,
                       std::min(end - at_, most_at_once));
    if (frames == -EAGAIN || frames == 0) return;
    if (frames == -EPIPE && ++underruns_ <= most_underruns) {
      // The loop was late; all that was written has been heard. Go on.
      alsa::check(snd_pcm_prepare(pcm_.get()), "no recovery from an underrun");
      continue;
    }
    const auto taken = static_cast<std::size_t>(
        alsa::check(frames, "the sound output failed"));
    at_ += taken;
    written_ += taken;
    // A pipe holds its writer for as long as the sound lasts. Whoever waits
    // must see that it goes on, and be able to stop it.
    held_ = std::chrono::steady_clock::now() - start >= held_for;
    if (held_) return;
  }
}

bool Playback::drained() {
  // Nothing to wait for, and draining an untouched PCM would never end.
  if (written_ == 0) return true;
  if (std::exchange(drain_begun_, true) &&
      snd_pcm_state(pcm_.get()) == SND_PCM_STATE_SETUP)
    return true;
  const int result = snd_pcm_drain(pcm_.get());
  if (result == -EAGAIN) return false;
  // An underrun now means that the buffer has run empty: all is played.
  if (result == -EPIPE) return true;
  alsa::check(result, "the sound output failed at the end");
  return true;
}

std::vector<pollfd> Playback::descriptors() const {
  const long count =
      std::max(0L, long{snd_pcm_poll_descriptors_count(pcm_.get())});
  std::vector<pollfd> result(static_cast<std::size_t>(count));
  snd_pcm_poll_descriptors(pcm_.get(), result.data(),
                           static_cast<unsigned>(count));
  return result;
}

void Playback::polled(std::span<pollfd> descriptors) {
  unsigned short events = 0;
  snd_pcm_poll_descriptors_revents(pcm_.get(), descriptors.data(),
                                   static_cast<unsigned>(descriptors.size()),
                                   &events);
}

std::chrono::milliseconds Playback::delay() const {
  snd_pcm_sframes_t frames = 0;
  if (snd_pcm_delay(pcm_.get(), &frames) < 0) frames = 0;
  // Plugins that have yet to start tell anything; more than was written it
  // can't be.
  const auto sane = std::clamp<std::size_t>(
      frames > 0 ? static_cast<std::size_t>(frames) : 0, 0, written_);
  return std::chrono::milliseconds{sane * 1000 / stereo::rate};
}

std::chrono::milliseconds Playback::wait() const {
  using namespace std::chrono_literals;
  return std::clamp<std::chrono::milliseconds>(delay(), 5ms, 100ms);
}

std::chrono::milliseconds Playback::played() const {
  return std::chrono::milliseconds{written_ * 1000 / stereo::rate} - delay();
}

}  // namespace voice
