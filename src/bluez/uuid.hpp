// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bluez {

/** A2DP's sink: the phone's music comes to us by it. */
inline constexpr std::string_view audio_sink =
    "0000110d-0000-1000-8000-00805f9b34fb";

/** A 128-bit UUID in BlueZ's writing: lower or upper case, with hyphens. */
bool is_uuid(std::string_view text) noexcept;

/** The same UUID, in upper or lower case. */
bool same_uuid(std::string_view a, std::string_view b) noexcept;

/**
 * A service of A2DP or AVRCP: the 16-bit UUIDs 110a, 110b, 110c, 110d, 110e,
 * 110f (Bluetooth Assigned Numbers, 3.3).
 */
bool is_audio(std::string_view uuid) noexcept;

/** Whether a phone may use it: one of the services that are listed, and audio
 * where none is ([services] allow). */
bool is_allowed(std::string_view uuid,
                std::span<const std::string> listed) noexcept;

/** A service that types: HID (1124), or HID over GATT (1812). */
bool is_hid(std::string_view uuid) noexcept;

}  // namespace bluez
