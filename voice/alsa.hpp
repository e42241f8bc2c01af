// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alsa/asoundlib.h>

#include <memory>
#include <string>
#include <system_error>

namespace voice::alsa {

/** Negative errno values of ALSA's library, said by snd_strerror(). */
const std::error_category& category() noexcept;

/** Throws std::system_error where `result` is negative; else returns it. */
long check(long result, const std::string& what);

/** ALSA explains each failure on stderr; from now on in our debug log. */
void be_quiet() noexcept;

struct Close {
  void operator()(snd_pcm_t* pcm) const noexcept { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, Close>;

/**
 * Opens a PCM for 16-bit frames of stereo::rate; with ALSA's "plug" in front of
 * it where it plays only others, as a bare "hw:" may (48 kHz, or one channel,
 * which then gets the mean of our two equal ones). Some drivers block for
 * seconds. Throws std::system_error; -EBUSY at once, and where a route table
 * plays neither left nor right.
 */
Pcm open(const std::string& name);

}  // namespace voice::alsa
