// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/speaking.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <map>
#include <system_error>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto open_within = 4s;
constexpr auto try_again = 100ms;
constexpr auto begin_again = 500ms;
// What was said before this may not have let the card go yet.
constexpr int tries_of_our_own = 4;
// A phone streams on for some three seconds after a pause, and BlueALSA's
// player holds the card for half a second more.
constexpr int tries_while_pausing = 80;
constexpr auto look_again = 250ms;
constexpr int patience = 12;  // looks: 3 s for a card to take or play anything
constexpr auto silence_within = 100ms;

bool is_busy(const std::exception& error) {
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  return system && system->code().value() == -EBUSY;
}

/** Threads that outputs hold; each keeps what is pointed at alive. */
std::map<std::string, std::weak_ptr<const void>>& held_threads() {
  static std::map<std::string, std::weak_ptr<const void>> threads;
  return threads;
}

bool holds_a_thread(const std::string& output) {
  const auto found = held_threads().find(output);
  return found != held_threads().end() && !found->second.expired();
}

}  // namespace

Speaking::Speaking(const SoundSettings& settings, std::filesystem::path mixer,
                   voice::Announcement announcement,
                   std::chrono::milliseconds patience, Listener listener)
    : settings_{settings},
      mixer_{std::move(mixer)},
      announcement_{std::move(announcement)},
      until_{g_get_monotonic_time() +
             std::chrono::microseconds{patience}.count()},
      listener_{std::move(listener)} {
  begin();
}

Speaking::~Speaking() {
  fall_silent();
}

void Speaking::begin() {
  at_ = 0;
  tries_ = 0;
  open();
}

void Speaking::open() {
  if (holds_a_thread(output()))
    return next_.once(0ms, [this] {
      not_opened(std::system_error{
          -EBUSY, voice::alsa::category(),
          "the sound output '" + output() + "' is held by a write"});
    });
  const bool first = at_ == 0;
  opened_ = std::make_shared<const std::string>(output());
  wedged_.once(open_within, [this] {
    held_threads()[output()] = opened_;
    give_up("can't be opened in time");
  });
  opening_.start(
      [first, output = opened_, settings = settings_.mixer, file = mixer_] {
        Opened result;
        // Who holds a busy card plays on, at the volume that is set.
        result.pcm = voice::alsa::open(*output);
        if (first) result.volume = std::make_unique<HeldVolume>(settings, file);
        return result;
      },
      [this](Opened result) { opened(std::move(result)); },
      [this](const std::exception& error) { not_opened(error); });
}

void Speaking::opened(Opened result) {
  held_ = std::move(result.volume);
  try {
    player_ = std::make_shared<voice::Player>(std::move(result.pcm),
                                              announcement_.parts(), volume());
  } catch (const std::exception& e) {
    g_warning("nothing can be said: %s", e.what());
    return finish(false);
  }
  playing_.start(
      [player = player_] {
        player->play();
        return true;
      },
      [this](bool) { finish(true); },
      [this](const std::exception& e) {
        g_warning("an announcement broke off: %s", e.what());
        finish(false);
      });
  wedged_.every(look_again, [this] { look(); });
  make_next();
}

bool Speaking::may_come_free() {
  if (++tries_ == tries_of_our_own && listener_.busy())
    most_tries_ = tries_while_pausing;
  return tries_ < most_tries_;
}

void Speaking::not_opened(const std::exception& error) {
  wedged_.stop();
  if (is_busy(error) && at_ == 0 && may_come_free())
    return next_.once(try_again, [this] { open(); });
  if (at_ < settings_.fallbacks.size()) {
    if (!again_) g_warning("%s; trying the next output", error.what());
    ++at_;
    return open();
  }
  if (!is_busy(error) && g_get_monotonic_time() < until_) {
    if (!std::exchange(again_, true))
      g_message("waiting for a sound output: %s", error.what());
    return next_.once(begin_again, [this] { begin(); });
  }
  g_warning("nothing can be said: %s", error.what());
  finish(false);
}

void Speaking::make_next() {
  if (announcement_.done()) return;
  try {
    voice::Sound part = announcement_.next();
    made_ += part.duration();
    if (announcement_.at_mark()) mark_ = made_;
    player_->add(std::move(part));
  } catch (const std::exception& e) {
    g_warning("an announcement broke off: %s", e.what());
    return finish(false);
  }
  // What is made is being heard; the loop does other things between the parts.
  next_.once(0ms, [this] { make_next(); });
}

void Speaking::look() {
  const std::size_t before = std::exchange(written_, player_->written());
  looks_ = written_ == before ? looks_ + 1 : 0;
  if (looks_ >= patience) return give_up("does not go on");
  if (!mark_ || player_->played() < *mark_) return;
  mark_.reset();
  listener_.marked();
}

void Speaking::give_up(const char* why) {
  g_warning("the sound output '%s' %s", output().c_str(), why);
  finish(false);
}

void Speaking::fall_silent() {
  next_.stop();
  wedged_.stop();
  opening_.abandon();
  playing_.abandon();
  if (player_ && !player_->stop(silence_within)) {
    g_warning("the sound output '%s' holds its thread", output().c_str());
    held_threads()[output()] = player_;
  }
  player_.reset();
  held_.reset();
}

void Speaking::finish(bool heard) {
  fall_silent();
  const auto result = std::move(listener_.result);
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
