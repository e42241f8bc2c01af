// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/mixer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include "voice/alsa.hpp"

namespace voice {
namespace {

using alsa::check;

constexpr long linear_range = 2'400;  // 24 dB in 1/100 dB, as alsamixer's

/** "PCM,1" is the second element of that name. */
void name(snd_mixer_selem_id_t* id, std::string_view element) {
  unsigned index = 0;
  if (const auto comma = element.rfind(','); comma != element.npos) {
    const auto number = element.substr(comma + 1);
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), index);
    if (error == std::errc{} && end == number.data() + number.size())
      element = element.substr(0, comma);
  }
  snd_mixer_selem_id_set_name(id, std::string{element}.c_str());
  snd_mixer_selem_id_set_index(id, index);
}

}  // namespace

Mixer::Mixer(const std::string& card, const std::string& element) {
  const std::string what = "can't open the mixer of '" + card + "'";
  snd_mixer_t* mixer = nullptr;
  check(snd_mixer_open(&mixer, 0), what);
  mixer_.reset(mixer);
  check(snd_mixer_attach(mixer, card.c_str()), what);
  check(snd_mixer_selem_register(mixer, nullptr, nullptr), what);
  check(snd_mixer_load(mixer), what);
  snd_mixer_selem_id_t* id = nullptr;
  snd_mixer_selem_id_alloca(&id);
  name(id, element);
  element_ = snd_mixer_find_selem(mixer, id);
  if (!element_ || !snd_mixer_selem_has_playback_volume(element_))
    throw std::runtime_error{"the mixer of '" + card + "' has no element '" +
                             element +
                             "' with a playback volume (see: amixer)"};
  snd_mixer_selem_get_playback_volume_range(element_, &least_, &most_);
  for (int i = 0; i <= SND_MIXER_SCHN_LAST; ++i) {
    const auto channel = static_cast<snd_mixer_selem_channel_id_t>(i);
    if (snd_mixer_selem_has_playback_channel(element_, channel))
      channels_.push_back(channel);
  }
}

Mixer::Setting Mixer::setting() const {
  Setting result;
  for (const auto channel : channels_) {
    long volume = 0;
    check(snd_mixer_selem_get_playback_volume(element_, channel, &volume),
          "can't read the mixer");
    result.volumes.push_back(volume);
  }
  if (snd_mixer_selem_has_playback_switch(element_)) {
    result.sounds = false;
    for (const auto channel : channels_) {
      int on = 0;
      check(snd_mixer_selem_get_playback_switch(element_, channel, &on),
            "can't read the mixer");
      result.sounds = result.sounds || on != 0;
    }
  }
  return result;
}

void Mixer::set(const Setting& setting) {
  for (std::size_t i = 0; i < channels_.size() && i < setting.volumes.size();
       ++i)
    check(snd_mixer_selem_set_playback_volume(
              element_, channels_[i],
              std::clamp(setting.volumes[i], least_, most_)),
          "can't set the mixer");
  if (snd_mixer_selem_has_playback_switch(element_))
    check(snd_mixer_selem_set_playback_switch_all(element_,
                                                  setting.sounds ? 1 : 0),
          "can't set the mixer");
}

double Mixer::by_ear(long step) const {
  long low = 0;
  long high = 0;
  long here = 0;
  const bool in_db =
      snd_mixer_selem_get_playback_dB_range(element_, &low, &high) == 0 &&
      low < high &&
      snd_mixer_selem_ask_playback_vol_dB(element_, step, &here) == 0;
  if (!in_db)
    return most_ > least_ ? static_cast<double>(step - least_) /
                                static_cast<double>(most_ - least_)
                          : 1;
  if (high - low <= linear_range)
    return static_cast<double>(here - low) / static_cast<double>(high - low);
  const auto amplitude = [&](long level) {
    return std::pow(10, static_cast<double>(level - high) / 6'000);
  };
  const double least = low == SND_CTL_TLV_DB_GAIN_MUTE ? 0 : amplitude(low);
  return std::max(0.0, (amplitude(here) - least) / (1 - least));
}

int Mixer::volume() const {
  long loudest = least_;
  for (const long volume : setting().volumes)
    loudest = std::max(loudest, volume);
  return static_cast<int>(std::lround(100 * by_ear(loudest)));
}

Mixer::Setting Mixer::at(int volume) const {
  const double most = volume / 100.0 + 1e-6;
  long low = least_;
  long high = most_;
  while (low < high) {
    const long middle = low + (high - low + 1) / 2;
    if (by_ear(middle) <= most)
      low = middle;
    else
      high = middle - 1;
  }
  return {std::vector<long>(channels_.size(), low), true};
}

}  // namespace voice
