// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "glib/source.hpp"
#include "test/support/house.hpp"

/** How a phone behaves: the keys of a file in test/phones. */
struct Personality {
  explicit Personality(const std::filesystem::path& file);

  std::string name;
  int steps = 15;               ///< from silence to the loudest
  int volume = 80;              ///< its slider as it connects, 0..127
  std::string avrcp = "after";  ///< before the stream, after it, or never
  bool sends = true;            ///< its volume
  bool initial = true;          ///< also as soon as it is asked for it
  bool follows = true;          ///< a volume that the box sets
  /** single; held: each press comes as three changes; coalesced: what comes
   * within 600 ms comes as one; ringer: they move it until music plays. */
  std::string keys = "single";
  bool player = false;  ///< MediaPlayer1 tells of its music
  bool reads = false;   ///< a screen reader speaks into the stream at each key
};

/** Such a phone, of which a fake BlueZ tells what a real one would. */
class Phone {
 public:
  Phone(House& house, Personality personality, const char* address);

  const std::string& device() const noexcept { return device_; }
  /** It takes our yes for the bond, and connects as to a speaker. */
  void connect();
  /** Its link ends. */
  void leave();
  /** Its owner presses a volume key; moves the slider; touches play or pause.
   */
  void press(bool up);
  void slide(int volume);
  void play(bool on);
  bool plays() const noexcept { return plays_; }

 private:
  /** What the box did to it since. */
  void follow();
  void send();
  void put(long volume);
  void stream(bool active);

  House& house_;
  const Personality personality_;
  const std::string device_;
  std::string transport_;
  std::string player_;
  std::string pcm_;
  double level_;
  unsigned remembered_ = 127;  ///< by BlueALSA
  /** BlueZ 5.65 to 5.86 loses the volume of a link that was there before the
   * stream: see bluez::VolumeLinks. */
  bool arrives_ = false;
  bool plays_ = false;
  glib::Timeout looking_;
  glib::Timeout sending_;
  glib::Timeout reading_;
  glib::Timeout suspending_;
};

/** The main loop, for a while. */
void rest(std::chrono::milliseconds time);
