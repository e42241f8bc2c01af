// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "pairing/event.hpp"
#include "pairing/knock.hpp"
#include "pairing/tones.hpp"

namespace pairing {

/** What a request needs to have said. */
enum class Question : std::uint8_t {
  compare,   ///< the phone shows this number: press Pair only if it is the same
  type,      ///< type this number into the phone
  keypad,    ///< type the number that the phone shows on the keypad
  wants_in,  ///< a device without a number wants to be let in
  middle,    ///< set the volume of the phone to the middle
  knock,     ///< press the volume keys of the phone in this row
  play,      ///< it sends no volume: start some music on it
  tones,     ///< after each tone stop or start the music
};

/** What is good to know. */
enum class Notice : std::uint8_t {
  opened,       ///< the pairing window is open
  first,        ///< the first phone is in, and the window is shut
  closed,       ///< the pairing window is shut
  locked,       ///< it is shut after failures, and rests for minutes
  locked_long,  ///< it rests for an hour or more
  paired,       ///< a phone is in, and the window is shut
  let_in,       ///< a phone is in, and the window stays open
  forgotten,    ///< phones are no longer admitted
  undone,       ///< so is the last one, for the power was cut
  no_owner,     ///< nobody can let a phone in: none that is in is connected
  no_act,       ///< nobody can let a phone in
};

/** What there is to say. */
using Prompt = std::variant<Question, Notice>;

/** Why a call was refused. */
enum class Reason : std::uint8_t {
  window_shut,
  busy,         ///< another request is open
  too_often,    ///< numbers were said often enough
  unsupported,  ///< a legacy PIN, or what the owner has not configured
  no_consent,   ///< no act that could say yes is possible now
  unproven,     ///< bonded without the room's consent; see Pairing
  not_heard,    ///< the announcement failed
  refused,      ///< somebody in the room said no
  cancelled,    ///< the phone or BlueZ gave up
  device_left,
  too_late,     ///< nobody said yes in time
  wrong_knock,  ///< the new phone's presses, or answers to tones, were others
  not_muted,    ///< a device on probation could be heard
  superseded,
  quiet,         ///< it is a quiet hour
  locked_out,    ///< too many failures
  unsafe,        ///< this box must not open the window
  not_admitted,  ///< a service for a device that the room did not let in
  not_allowed,   ///< a service that the owner does not allow
  not_kept,      ///< our list could not be written
  request_open,  ///< a service for a device whose own request is open
  stopping,
};

/** Say this: a question cuts off all else, a notice waits for its turn. */
struct Announce {
  Ticket ticket;
  Prompt prompt;
  std::optional<Passkey> passkey{};
  Device device{};               ///< the one that asks; empty: none does
  std::optional<Consent> act{};  ///< the act that would let it in
  Row row{};                     ///< of a knock
  Tones tones{};                 ///< of the second knock
  bool can_be_undone = false;    ///< a power cut takes that back, for a while
};
/** Be silent, now. */
struct Hush {
  bool all = false;  ///< of everything, not of requests alone
};
/** Answer a call with yes. */
struct Accept {
  Call call;
};
/** Answer RequestPasskey with the number that was typed. */
struct Answer {
  Call call;
  Passkey passkey;
};
/** Answer a call with no. */
struct Reject {
  Call call;
  Reason reason;
};
/** Make the box visible and pairable. */
struct OpenWindow {
  std::optional<Time> length;  ///< nothing: until CloseWindow
};
/** Hide the box. */
struct CloseWindow {};
/** Enter the device in our list; the answer is Kept, once that is on the disk.
 */
struct Admit {
  Device device;
  Consent consent;
  bool tentative = false;  ///< Undo takes it back, until Finalize
};
/** Each tentative admission ends, and is to be removed from BlueZ. */
struct Undo {};
/** Each admission is final. */
struct Finalize {};
/** Take the device from our list. Revoked: the room wanted that, so the next
 * phone may be the first; else a stranger may have brought it about. */
struct Dismiss {
  Device device;
  bool revoked = false;
};
/** Take the device from our list, and name it there as one to be removed; the
 * answer is OnProbation, once that is on the disk. */
struct PutOnProbation {
  Device device;
  Ticket ticket;
};
/** Let nothing of the device be heard, from its first sample on; the answer is
 * Muted or NotMuted. It stays so until the device is in, or gone. */
struct Mute {
  Device device;
};
/** Set the volume of a device on probation, 0..127. A phone that follows is at
 * this volume then; no VolumeChanged tells of it. */
struct SetVolume {
  Device device;
  std::uint8_t volume;
};
/** A request has ended; no reason: the device is in, by this act, and stays in
 * through a power cut. */
struct Ended {
  Device device;
  std::optional<Reason> reason;
  std::optional<Consent> act{};
};
/** A key of the keypad was taken; its digit, or nothing for backspace. */
struct Echo {
  std::optional<std::uint8_t> digit;
};
/** Set Device1.Trusted. */
struct Trust {
  Device device;
};
/** Clear Device1.Trusted. */
struct Distrust {
  Device device;
};
/** Adapter1.RemoveDevice: disconnect it and forget its keys. Where it is
 * bonded it stays named as one to be removed until it is gone. */
struct Remove {
  Device device;
};

/** Keep these; a Failures brings them back. */
struct Remember {
  Failures failures;
};

using Effect = std::variant<Announce, Hush, Accept, Answer, Reject, OpenWindow,
                            CloseWindow, Admit, Undo, Finalize, Dismiss,
                            PutOnProbation, Mute, SetVolume, Ended, Echo, Trust,
                            Distrust, Remove, Remember>;
/** In the order in which they must be performed. */
using Effects = std::vector<Effect>;

}  // namespace pairing
