// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "glib/dict.hpp"
#include "store/admissions.hpp"
#include "store/record.hpp"

namespace control {

/** A device, as the contract tells of it. */
struct Device {
  std::string path;  ///< in BlueZ; empty: BlueZ does not know it now
  std::string address;
  std::string name;  ///< printable()
};
glib::Dict facts(const Device& device);

/** A local adapter. */
glib::Dict facts(const std::string& address, bool powered);

/** What a device does. */
struct Doing {
  bool connected = false;
  bool playing = false;
  bool volume = false;     ///< it has told its volume since it connected
  std::string codec{};     ///< of its music; empty: not known
  std::uint32_t rate = 0;  ///< Hz; 0: not known
};

/** One on our list. */
glib::Dict facts(const Device& device, const Admission& admission,
                 const Doing& now);

/** One of Log(). */
glib::Dict facts(const RecordedRequest& request);

}  // namespace control
