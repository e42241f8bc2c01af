// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace voice::alsa {

/** ALSA explains each failure on stderr; from now on in our debug log, and to
 * who asks for it. */
void be_quiet() noexcept;

/** From now on; what ALSA has explained in this thread before is forgotten. */
void forget_explanation() noexcept;

/** The first since then, which is the nearest to the cause, such as "Unknown
 * PCM kitchen". Empty where there was none, or where nobody called be_quiet().
 */
const std::string& explanation() noexcept;

}  // namespace voice::alsa
