// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/playback.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace voice {
namespace {

constexpr unsigned buffer_us = 200'000;
constexpr int most_underruns = 3;

}  // namespace

Playback::Playback(const std::string& pcm, Sound sound)
    : sound_{std::move(sound)}, pcm_{alsa::open(pcm)} {
  alsa::check(
      snd_pcm_set_params(pcm_.get(), SND_PCM_FORMAT_S16,
                         SND_PCM_ACCESS_RW_INTERLEAVED, 1, Sound::rate,
                         /*soft_resample=*/1, buffer_us),
      "the sound output '" + pcm + "' can't play 22,050 Hz mono (try plughw:)");
  snd_pcm_uframes_t buffer = 0;
  snd_pcm_uframes_t period = 0;
  alsa::check(snd_pcm_get_params(pcm_.get(), &buffer, &period),
              "no parameters from '" + pcm + "'");
  // A card plays whole periods: the last one ends in silence, not in noise.
  const std::size_t odd = period ? sound_.samples().size() % period : 0;
  if (odd) sound_ += Sound{std::vector<Sound::Sample>(period - odd)};
}

Playback::~Playback() {
  snd_pcm_drop(pcm_.get());
}

Playback::State Playback::go_on() {
  if (state_ == State::writing) write();
  if (state_ == State::draining && drained()) state_ = State::done;
  return state_;
}

void Playback::write() {
  const auto& samples = sound_.samples();
  while (written_ < samples.size()) {
    const snd_pcm_sframes_t frames = snd_pcm_writei(
        pcm_.get(), samples.data() + written_, samples.size() - written_);
    if (frames == -EAGAIN || frames == 0) return;
    if (frames == -EPIPE && ++underruns_ <= most_underruns) {
      // The loop was late; all that was written has been heard. Go on.
      alsa::check(snd_pcm_prepare(pcm_.get()), "no recovery from an underrun");
      continue;
    }
    written_ += static_cast<std::size_t>(
        alsa::check(frames, "the sound output failed"));
  }
  state_ = State::draining;
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

std::chrono::milliseconds Playback::wait() const {
  snd_pcm_sframes_t frames = 0;
  if (snd_pcm_delay(pcm_.get(), &frames) < 0) frames = 0;
  return std::chrono::milliseconds{
      std::clamp(frames * 1000L / long{Sound::rate}, 5L, 100L)};
}

}  // namespace voice
