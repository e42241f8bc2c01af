// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/output_search.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "speech/held_outputs.hpp"

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

}  // namespace

OutputSearch::OutputSearch(const SoundSettings& settings,
                           std::filesystem::path mixer,
                           std::chrono::milliseconds patience,
                           Listener listener)
    : settings_{settings},
      mixer_{std::move(mixer)},
      until_{g_get_monotonic_time() +
             std::chrono::microseconds{patience}.count()},
      listener_{std::move(listener)},
      outputs_{settings_.fallbacks} {
  outputs_.insert(outputs_.begin(), settings_.output);
  begin();
}

void OutputSearch::begin() {
  at_ = 0;
  tries_ = 0;
  open();
}

void OutputSearch::open() {
  if (held_outputs::has(output()))
    return next_.once(0ms, [this] {
      not_opened(std::system_error{
          -EBUSY, voice::alsa::category(),
          "the sound output '" + output() + "' is held by a write"});
    });
  const auto name = std::make_shared<const std::string>(output());
  too_long_.once(open_within, [this, name] {
    held_outputs::add(*name, name);
    fail("the sound output '" + *name + "' can't be opened in time");
  });
  opening_.start(
      [first = at_ == 0, name, settings = settings_.mixer, file = mixer_] {
        Opened result;
        // Who holds a busy card plays on, at the volume that is set.
        result.pcm = voice::alsa::open(*name);
        if (first) result.mixer = std::make_unique<HeldVolume>(settings, file);
        return result;
      },
      [this](Opened result) { opened(std::move(result)); },
      [this](const std::exception& error) { not_opened(error); });
}

void OutputSearch::opened(Opened opened) {
  too_long_.stop();
  if (is_any_card())
    g_warning(
        "'%s' is heard instead, the first card that plays; [sound] output "
        "chooses one",
        output().c_str());
  const auto found = std::move(listener_.found);
  found({output(), std::move(opened.mixer), volume(), std::move(opened.pcm)});
}

void OutputSearch::not_opened(const std::exception& error) {
  too_long_.stop();
  const bool busy = voice::alsa::is_busy(error);
  if (busy && at_ == 0 && may_come_free())
    return next_.once(try_again, [this] { open(); });
  if (at_ + 1 < outputs_.size()) {
    if (!again_) g_warning("%s; trying the next output", error.what());
    ++at_;
    return open();
  }
  if (!busy && g_get_monotonic_time() < until_) {
    if (!std::exchange(again_, true))
      g_message("waiting for a sound output: %s", error.what());
    return next_.once(begin_again, [this] { begin(); });
  }
  if (!busy && settings_.any_card_will_do() && !is_any_card())
    return look_for_cards(error.what());
  fail(std::string{"nothing can be said: "} + error.what());
}

void OutputSearch::look_for_cards(const std::string& why) {
  listing_.start([] { return voice::alsa::cards(); },
                 [this, why](const std::vector<std::string>& cards) {
                   if (cards.empty())
                     return fail("nothing can be said: " + why);
                   g_warning("%s; trying the cards", why.c_str());
                   outputs_.insert(outputs_.end(), cards.begin(), cards.end());
                   ++at_;
                   open();
                 },
                 [this](const std::exception& error) { fail(error.what()); });
}

bool OutputSearch::is_any_card() const {
  return at_ > settings_.fallbacks.size();
}

bool OutputSearch::may_come_free() {
  if (++tries_ == tries_of_our_own && listener_.busy())
    most_tries_ = tries_while_pausing;
  return tries_ < most_tries_;
}

void OutputSearch::fail(const std::string& why) {
  g_warning("%s", why.c_str());
  const auto failed = std::move(listener_.failed);
  failed();
}

const std::string& OutputSearch::output() const {
  return outputs_[at_];
}

int OutputSearch::volume() const {
  const bool has_mixer = at_ == 0 && !settings_.mixer.element.empty();
  return has_mixer ? 100
                   : std::min(settings_.mixer.volume.value_or(100),
                              settings_.mixer.most);
}
