// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/** BlueZ's names on the bus (BlueZ doc/). */
namespace bluez {

inline constexpr const char* service = "org.bluez";
inline constexpr const char* manager_path = "/org/bluez";

inline constexpr const char* agent_interface = "org.bluez.Agent1";
inline constexpr const char* agent_manager_interface =
    "org.bluez.AgentManager1";
inline constexpr const char* adapter_interface = "org.bluez.Adapter1";
inline constexpr const char* device_interface = "org.bluez.Device1";

inline constexpr const char* control_interface = "org.bluez.MediaControl1";
inline constexpr const char* player_interface = "org.bluez.MediaPlayer1";
inline constexpr const char* transport_interface = "org.bluez.MediaTransport1";

/** Where our agent lives. */
inline constexpr const char* agent_path = "/org/earshot/agent";

}  // namespace bluez
