// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "pairing/event.hpp"

namespace pairing {

/** What there is to say. */
enum class Prompt : std::uint8_t {
  compare,  ///< the phone shows this number: press Pair only if it is the same
  type,     ///< type this number into the phone
  opened,   ///< the pairing window is open
  closed,   ///< the pairing window is shut
  paired,   ///< a phone is in, and the window is shut
};

/** Why a call was refused. */
enum class Reason : std::uint8_t {
  window_shut,
  busy,         ///< another request is open
  unsupported,  ///< Just Works, a legacy PIN, or a number that we would type
  no_consent,   ///< the configuration leaves no act that could say yes
  unproven,     ///< bonded without the room's consent; see Pairing
  not_heard,    ///< the announcement failed
  cancelled,    ///< the phone or BlueZ gave up
  device_left,
  too_late,  ///< 25 s went by
  superseded,
  not_admitted,  ///< a service for a device that the room did not let in
  not_audio,     ///< a service that is no audio
  request_open,  ///< a service for a device whose own request is open
  stopping,
};

/** The act by which the room said yes. */
enum class Consent : std::uint8_t {
  heard,    ///< the code was played to its end and nobody objected
  passkey,  ///< somebody typed the code that was spoken
};

/** Say this, instead of whatever is being said. */
struct Announce {
  Ticket ticket;
  Prompt prompt;
  std::optional<Passkey> passkey;
  Device device;  ///< who asks; empty where nobody does
};
/** Be silent, now. */
struct Hush {};
/** Answer a call with yes. */
struct Accept {
  Call call;
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
/** Enter the device in our list. */
struct Admit {
  Device device;
  Consent consent;
};
/** Set Device1.Trusted. */
struct Trust {
  Device device;
};
/** Clear Device1.Trusted. */
struct Distrust {
  Device device;
};
/** Adapter1.RemoveDevice: disconnect it and forget its keys. */
struct Remove {
  Device device;
};

using Effect = std::variant<Announce, Hush, Accept, Reject, OpenWindow,
                            CloseWindow, Admit, Trust, Distrust, Remove>;
/** In the order in which they must be performed. */
using Effects = std::vector<Effect>;

}  // namespace pairing
