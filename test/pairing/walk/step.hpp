// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace walk {

/** What can happen next. `a` is a stranger; `b` was admitted long ago, or is a
 * second stranger where nobody is in. */
enum class Step : std::uint8_t {
  a_confirms,
  b_confirms,
  a_shows_1,
  a_shows_2,
  b_shows_1,
  a_just_works,
  a_audio,
  b_audio,
  b_keyboard,
  heard,
  heard_older,
  speech_fails,
  cancel,
  a_bonds,
  a_is_kept,  ///< the list that it is on is on the disk
  a_leaves,
  a_is_gone,
  b_leaves,
  bluez_goes,
  bluez_comes,
  seconds_25,
  minutes_3,
  stop,
  // Acts of consent, and what goes with them.
  key_yes,
  key_open,
  says_no,
  shuts,
  b_up,
  b_down,
  a_asks_passkey,
  types_6,  ///< six digits and enter
  a_up,
  a_down,
  a_toggles,  ///< its music begins or stops
  slot,       ///< one slot of the tones passes
  seconds_12,
  a_is_muted,
  a_is_heard,
  settles,
  bluealsa_goes,
  bluealsa_comes,
  quiet,
  loud,
  a_is_trusted,  ///< by another program
  b_bonds,
  b_is_kept,
  said_once,
  a_is_noted,  ///< as one to be removed, on the disk
  b_is_noted,
  a_takes_b_address,
  a_is_keyboard,
  killed,  ///< the daemon, and it starts again
  plug,    ///< the box is switched off, and on again
};

/** From a_confirms to stop. */
std::vector<Step> usual_steps();
/** These and more. */
std::vector<Step> usual_steps_and(std::initializer_list<Step> more);

}  // namespace walk
