// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alsa/asoundlib.h>

#include <memory>
#include <string>
#include <vector>

namespace voice {

/**
 * One playback element of a card's mixer, as amixer and alsamixer name it.
 * Every call may block as long as the card's driver does.
 */
class Mixer {
 public:
  /** What an element is set to. */
  struct Setting {
    std::vector<long> volumes;  ///< of each channel, in the card's own steps
    bool sounds = true;         ///< its switch is on, or it has none

    bool operator==(const Setting&) const = default;
  };

  /**
   * `card` as "default" or "hw:CARD=Headphones"; `element` as "PCM" or "PCM,1".
   * Throws std::system_error where there is no such card, std::runtime_error
   * where the card has no such element with a volume; both name it.
   */
  Mixer(const std::string& card, const std::string& element);

  Setting setting() const;
  /** Throws std::system_error. */
  void set(const Setting& setting);

  /** The loudest channel, 0..100 as alsamixer shows it: by ear. */
  int volume() const;
  /** `volume` of 0..100 on every channel, switched on: the nearest step that is
   * not louder. */
  Setting at(int volume) const;

 private:
  struct Close {
    void operator()(snd_mixer_t* mixer) const noexcept {
      snd_mixer_close(mixer);
    }
  };
  /** 0..1 by ear, of a step. */
  double by_ear(long step) const;

  std::unique_ptr<snd_mixer_t, Close> mixer_;
  snd_mixer_elem_t* element_ = nullptr;
  std::vector<snd_mixer_selem_channel_id_t> channels_;
  long least_ = 0;
  long most_ = 0;
};

}  // namespace voice
