// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "speech/settings.hpp"
#include "voice/mixer.hpp"

/**
 * A mixer at the volume of announcements, while any of these objects lives;
 * then as it was, unless somebody else has set it meanwhile. The newest one's
 * settings are in force, in any thread.
 *
 * What it was is kept in a file: after a crash the next start puts it back, by
 * put_back(). May block as the card's driver does.
 */
class HeldVolume {
 public:
  /** Throws where the mixer can't be had; then nothing was changed. */
  HeldVolume(const MixerSettings& settings, std::filesystem::path file);
  ~HeldVolume();
  HeldVolume(const HeldVolume&) = delete;
  HeldVolume& operator=(const HeldVolume&) = delete;

  /** Puts the mixer back as the file says, if there is one; true: it did. */
  static bool put_back(const std::filesystem::path& file) noexcept;

 private:
  std::filesystem::path file_;
  bool holds_;
};
