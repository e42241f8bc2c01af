// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pairing/passkey.hpp"
#include "pairing/settings.hpp"

namespace pairing {

/** Milliseconds of a clock that never runs backwards; the daemon's choice. */
using Time = std::chrono::milliseconds;

/** Names one D-Bus call that waits for our answer; opaque to the core. */
enum class Call : std::uint64_t {};

/** Names one announcement, so that a late "heard" cannot confirm another. */
enum class Ticket : std::uint64_t {};

/** A remote device: the object path of its org.bluez.Device1. */
using Device = std::string;

/** What BlueZ and our own list say of a device at the time of an event. */
struct Standing {
  bool bonded = false;       ///< BlueZ holds a link key for it
  bool connected = false;    ///< a link is up
  bool trusted = false;      ///< BlueZ lets it use services without asking
  bool admitted = false;     ///< it is on our list
  bool leaving = false;      ///< our list names it as one to be removed
  bool is_private = false;   ///< LE, and its address may become another
  bool is_keyboard = false;  ///< it offers to type (HID, HID over GATT)

  bool operator==(const Standing&) const = default;
};

/** The requests of org.bluez.Agent1 (BlueZ doc/agent-api.txt). */
enum class Method : std::uint8_t {
  request_confirmation,   ///< both sides show the number; we say yes or no
  request_authorization,  ///< Just Works: no number at all
  request_pin_code,       ///< legacy pairing: a PIN that we would choose
  request_passkey,        ///< the phone shows the number, we would type it
  display_passkey,        ///< we show the number, the phone types it
  display_pin_code,       ///< legacy pairing that this box began
};

/** BlueZ asks about a device. `passkey` is there where the method carries one.
 */
struct Asked {
  Call call;
  Device device;
  Method method;
  std::optional<Passkey> passkey;
  Standing standing;
};

/** AuthorizeService: a device wants to use a service of this box. */
struct ServiceAsked {
  Call call;
  Device device;
  bool allowed;  ///< the owner lets phones that are in use this service
  Standing standing;
};

/** BlueZ's Cancel(): it no longer waits for an answer to its call. */
struct Cancelled {};
/** We are the default agent and an adapter is powered. */
struct Ready {};
/** BlueZ, our registration or the last adapter is gone. */
struct Unready {};
/** The announcement was played to its end. */
struct Heard {
  Ticket ticket;
};
/** Its number was said for the first time; more of it follows. */
struct SaidOnce {
  Ticket ticket;
};
/** The announcement could not be made, or broke off. */
struct SpeechFailed {
  Ticket ticket;
};
/** The list that holds the device is on the disk, as Admit asked for. */
struct Kept {
  Device device;
};
/** The list that names the device as one to be removed is on the disk, as
 * PutOnProbation asked for. */
struct OnProbation {
  Ticket ticket;
};
/** Device1 of BlueZ changed. */
struct DeviceChanged {
  Device device;
  Standing standing;
};
/** The Device1 object is gone. */
struct DeviceGone {
  Device device;
};
/** The device has the address of one that is on our list, and is another. */
struct TookAddress {
  Device device;
};

/** The acts that could be done now: a key is plugged in, a phone is there. */
struct Possible {
  Acts acts;
};
/** Our list: somebody is in; or nobody is, and it is known that the next one
 * may be the first. A stranger's doing never leads to the latter. */
struct Listed {
  bool anybody;
};
/** At the start: our list holds admissions that rest on hearing alone, and
 * whose time to be undone had not passed when the daemon ended. */
struct Tentative {
  bool power_was_cut;
};
/** What is remembered of failures, through restarts and power cuts. */
struct Failures {
  unsigned wrong_rows = 0;  ///< since somebody was let in, or a local key
  unsigned rests = 0;       ///< of the window, after too many failures

  bool operator==(const Failures&) const = default;
};
/** Somebody lets the request in: by key or by command. */
struct Yes {
  Consent act;
};
/** Somebody refuses it. */
struct No {};
/** The owner blocks a device. It is out, but stays in BlueZ: what is removed
 * there can't be blocked. */
struct Block {
  Device device;
};
/** Somebody opens the window: by key or by command. */
struct Open {
  Consent act;
  std::optional<Time> length;  ///< nothing: as configured
};
/** Somebody shuts it. */
struct Close {};
/** Somebody revokes admissions, or they have expired (then not aloud). */
struct Forget {
  std::vector<Device> devices;
  bool aloud;
};
/** A connected device's volume, 0..127: what MediaTransport1.Volume tells. */
struct VolumeChanged {
  Device device;
  std::uint8_t volume;
  Standing standing;
  bool sent = true;  ///< by the device; else another program has set it
};
/** A connected device's music plays, or not. */
struct Played {
  /** Each tells in its own time; see Tones. */
  enum class Source : std::uint8_t {
    stream,  ///< MediaTransport1.State
    player,  ///< MediaPlayer1.Status, where the phone has one
  };
  Device device;
  Source source;
  bool playing;
};
/** Nothing of the device can be heard, as Mute asked for. */
struct Muted {
  Device device;
};
/** It could be heard, or not be muted. */
struct NotMuted {
  Device device;
};
/** A digit on the keypad, 0..9. */
struct Digit {
  std::uint8_t digit;
};
/** The keypad's backspace. */
struct Erase {};
/** The keypad's enter. */
struct Enter {};
/** The quiet hours begin or end. */
struct Quiet {
  bool now;
};

/** The daemon starts. */
struct Started {
  bool power_on;  ///< for the first time since the box was switched on
};
/** The owner changed the configuration. */
struct Reconfigured {
  Settings settings;
};
/** The time that deadline() named has come. */
struct Tick {};
/** The daemon ends. */
struct Stopped {};

using Event =
    std::variant<Asked, ServiceAsked, Cancelled, Ready, Unready, Heard,
                 SaidOnce, SpeechFailed, Kept, OnProbation, DeviceChanged,
                 DeviceGone, TookAddress, Possible, Listed, Tentative, Failures,
                 Yes, No, Block, Open, Close, Forget, VolumeChanged, Played,
                 Muted, NotMuted, Digit, Erase, Enter, Quiet, Started,
                 Reconfigured, Tick, Stopped>;

}  // namespace pairing
