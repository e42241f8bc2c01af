// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alsa/asoundlib.h>

#include <exception>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace voice::alsa {

/** Negative errno values of ALSA's library, said by snd_strerror() or, where
 * those words would lead astray, by ours. */
const std::error_category& category() noexcept;

/** Throws std::system_error where `result` is negative; else returns it. */
long check(long result, const std::string& what);

/** Another program holds the output. */
bool is_busy(const std::exception& error) noexcept;

struct Close {
  void operator()(snd_pcm_t* pcm) const noexcept { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, Close>;

/**
 * Opens a PCM for 16-bit frames of stereo::rate; with ALSA's "plug" in front of
 * it where it plays only others, as a bare "hw:" may (48 kHz, or one channel,
 * which then gets the mean of our two equal ones). Some drivers block for
 * seconds. Throws std::system_error; -EBUSY at once, and where nothing could be
 * heard: a route table that plays neither left nor right, and ALSA's null.
 */
Pcm open(const std::string& name);

/** The default PCM of each card, in the kernel's order, however asound.conf
 * calls its own; see aplay -L. */
std::vector<std::string> cards();

}  // namespace voice::alsa
