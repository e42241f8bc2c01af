// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "pairing/consent.hpp"
#include "pairing/event.hpp"
#include "pairing/keyed.hpp"
#include "pairing/knock.hpp"
#include "pairing/passkey.hpp"
#include "pairing/presses.hpp"
#include "pairing/tones.hpp"

namespace pairing {

/** How far a request has come. */
enum class Phase : std::uint8_t {
  speaking,  ///< the number is being said, BlueZ waits for our answer
  waiting,   ///< it was said; an act of consent is awaited
  typing,    ///< the number is said or being said, the phone types it
  keying,    ///< the number that the phone shows is typed on the keypad
  noting,    ///< it is being named as one to be removed, before our yes
  bonding,   ///< we said yes; the bond is awaited
  arriving,  ///< on probation; to be muted, and its volume to be known
  knocking,  ///< on probation; the row is said, its presses are awaited
  playing,   ///< on probation; its music is to begin, then to answer the tones
  keeping,   ///< it is in; our list is being written
};

/** The request that is open, from what BlueZ asked to its end. */
struct Request {
  Device device;
  Method method;
  std::optional<Passkey> passkey;
  std::optional<Call> call;  ///< still to be answered; keeping: a service
  Ticket ticket{};
  Standing before;
  bool connected;
  Phase phase;
  Time deadline;
  std::optional<Consent> act{};  ///< the room's yes, as soon as there is one
  bool is_first = false;         ///< nobody was in when it asked
  bool said_once = false;        ///< an act counts from now on
  std::optional<Time> say_at{};  ///< it waits for its turn
  bool on_probation = false;     ///< our yes to BlueZ came before the room's
  bool muted = false;
  bool was_set = false;           ///< its volume to the middle, by this box
  bool unproven = false;          ///< and it has told none since
  std::optional<Time> settled{};  ///< when its volume will have settled
  Presses presses{};
  Knock knock{};
  bool row_heard = false;
  Toggles player{};
  Toggles stream{};
  std::optional<Tones> tones{};

  /** What tells of its music; where it has a player, that alone: the stream
   * follows seconds later. */
  const Toggles& plays() const noexcept {
    return player.playing() ? player : stream;
  }
  Keyed keyed{};

  /** The device was on our list with a bond before it asked. */
  bool was_in() const noexcept { return before.bonded && before.admitted; }

  /** Device1.Trusted was taken from it. One that was in keeps it until its key
   * is replaced without the room's yes: who has forged its address must cost it
   * nothing by asking. */
  bool lost_trust() const noexcept {
    return before.trusted && (on_probation || !was_in());
  }
};

}  // namespace pairing
