// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "bluealsa/pcms.hpp"

/**
 * Phones that are in, and for a while not heard: BlueALSA mutes them. A file
 * remembers which; after a crash the next start lets them be heard again.
 */
class Mutes {
 public:
  /** One that has several reasons is mute until none is left. */
  enum class Why : std::uint8_t {
    words,  ///< something is being said
    turn,   ///< another phone has the speaker
  };

  /** Lets be heard what the file says, and removes it. */
  Mutes(bluealsa::Pcms& pcms, std::filesystem::path file);
  ~Mutes();
  Mutes(const Mutes&) = delete;
  Mutes& operator=(const Mutes&) = delete;

  /** Once more for a PCM that has come since. False: the device has none, or
   * the file can't be written; then it is as loud as it was. */
  bool add(const std::string& device, Why why);
  void lift(const std::string& device, Why why);
  void lift_all(Why why);

 private:
  /** Throws glib::Error. */
  void remember() const;

  bluealsa::Pcms& pcms_;
  std::filesystem::path file_;  ///< in /run: written in the loop
  std::map<std::string, std::set<Why>> devices_;
};
