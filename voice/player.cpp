// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/player.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "voice/announcement.hpp"
#include "voice/playback.hpp"

namespace voice {
namespace {

int make_eventfd() {
  const int result = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (result < 0)
    throw std::system_error{errno, std::generic_category(), "no eventfd"};
  return result;
}

}  // namespace

/** Tells stop() that the PCM is closed; it must be declared before that. */
class Player::Ending {
 public:
  explicit Ending(Player& player) : player_{player} {}
  ~Ending() {
    const std::lock_guard lock{player_.mutex_};
    player_.ended_ = true;
    player_.changed_.notify_all();
  }
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

 private:
  Player& player_;
};

Player::Player(alsa::Pcm pcm, std::size_t parts, int volume)
    : parts_{parts},
      volume_{volume},
      wake_{make_eventfd()},
      pcm_{std::move(pcm)} {}

Player::~Player() {
  close(wake_);
}

void Player::play() {
  const Ending ending{*this};
  play(std::move(pcm_));
}

void Player::play(alsa::Pcm pcm) {
  Announcement announcement;
  for (std::size_t i = 0; i < parts_; ++i)
    announcement.add([this] { return take(); });
  Playback playback{std::move(pcm), std::move(announcement), volume_};
  std::vector<pollfd> polled = playback.descriptors();
  polled.push_back({wake_, POLLIN, 0});
  while (!stopped()) {
    const Playback::State state = playback.go_on();
    written_ = playback.written();
    played_ = playback.played().count();
    switch (state) {
      case Playback::State::writing:
        poll(polled.data(), polled.size(), playback.held() ? 0 : -1);
        playback.polled({polled.data(), polled.size() - 1});
        break;
      case Playback::State::draining:
        // The card's descriptors are always ready now; time is what to wait
        // for.
        poll(&polled.back(), 1, static_cast<int>(playback.wait().count()));
        break;
      case Playback::State::done:
        return;
    }
  }
}

void Player::add(Sound part) {
  const std::lock_guard lock{mutex_};
  made_.push_back(std::move(part));
  changed_.notify_all();
}

Sound Player::take() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return stopped_ || !made_.empty(); });
  if (stopped_) return {};
  Sound result = std::move(made_.front());
  made_.pop_front();
  return result;
}

bool Player::stopped() {
  const std::lock_guard lock{mutex_};
  return stopped_;
}

bool Player::stop(std::chrono::milliseconds patience) {
  std::unique_lock lock{mutex_};
  stopped_ = true;
  eventfd_write(wake_, 1);
  changed_.notify_all();
  return changed_.wait_for(lock, patience, [this] { return ended_; });
}

}  // namespace voice
