// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/speaking.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "speech/held_outputs.hpp"

namespace {

using namespace std::chrono_literals;

constexpr auto look_again = 250ms;
constexpr int patience = 12;  // looks: 3 s for a card to take or play anything
constexpr auto silence_within = 100ms;
// For the thread that plays the first part, before eSpeak NG wants the
// processor for the next one: on a busy box the first sample left milliseconds
// later.
constexpr std::chrono::milliseconds head_start{20};

}  // namespace

Speaking::Speaking(const SoundSettings& settings, std::filesystem::path mixer,
                   voice::Announcement announcement,
                   std::chrono::milliseconds patience, Listener listener)
    : announcement_{std::move(announcement)}, listener_{std::move(listener)} {
  search_.emplace(
      settings, std::move(mixer), patience,
      OutputSearch::Listener{
          [this](OutputSearch::Found found) { play(std::move(found)); },
          [this] { finish(false); }, listener_.busy});
}

Speaking::~Speaking() {
  fall_silent();
}

void Speaking::play(OutputSearch::Found found) {
  output_ = std::move(found.output);
  mixer_ = std::move(found.mixer);
  try {
    player_ = std::make_shared<voice::Player>(
        std::move(found.pcm), announcement_.parts(), found.volume);
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
  next_look_.every(look_again, [this] { look(); });
  make_next();
}

void Speaking::make_next() {
  if (announcement_.done()) return;
  std::chrono::milliseconds rest{};
  try {
    voice::Sound part = announcement_.next();
    if (made_ == 0ms) rest = std::min(part.duration() / 4, head_start);
    made_ += part.duration();
    if (announcement_.at_mark()) mark_ = made_;
    player_->add(std::move(part));
  } catch (const std::exception& e) {
    g_warning("an announcement broke off: %s", e.what());
    return finish(false);
  }
  // What is made is being heard; the loop does other things between the parts.
  next_part_.once(rest, [this] { make_next(); });
}

void Speaking::look() {
  const std::size_t before = std::exchange(written_, player_->written());
  looks_ = written_ == before ? looks_ + 1 : 0;
  if (looks_ >= patience) {
    g_warning("the sound output '%s' does not go on", output_.c_str());
    return finish(false);
  }
  if (!mark_ || player_->played() < *mark_) return;
  mark_.reset();
  listener_.marked();
}

void Speaking::fall_silent() {
  search_.reset();
  next_part_.stop();
  next_look_.stop();
  playing_.abandon();
  if (player_ && !player_->stop(silence_within)) {
    g_warning("the sound output '%s' holds its thread", output_.c_str());
    held_outputs::add(output_, player_);
  }
  player_.reset();
  mixer_.reset();
}

void Speaking::finish(bool heard) {
  fall_silent();
  const auto result = std::move(listener_.result);
  result(heard);  // may destroy this object
}
