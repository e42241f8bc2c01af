// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cli::doctor {

/** What the kernel says of one controller (BlueZ doc/mgmt-api.txt, Read
 * Controller Information); anybody may ask. */
struct Controller {
  std::string address;
  bool simple_pairing = false;  ///< SSP is switched on
  bool classic = false;         ///< BR/EDR is switched on
};

/** All of them; nothing where this kernel has no Bluetooth. Waits a second at
 * most. */
std::optional<std::vector<Controller>> controllers();

/** The reply to Read Controller Information, its six bytes of header included;
 * nothing where it is none. */
std::optional<Controller> parse_controller(
    std::span<const std::uint8_t> packet);

}  // namespace cli::doctor
