// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <map>
#include <string>

#include "bluez/transports.hpp"
#include "glib/calls.hpp"
#include "glib/source.hpp"

namespace bluez {

/**
 * Sees to it that phones' volumes arrive.
 *
 * From BlueZ 5.65 to 5.86 bluetoothd answers a phone that wants to tell its
 * volume with an error where AVRCP was connected before there was a stream
 * (profiles/audio/avrcp.c, avrcp_handle_register_notification; repaired by
 * 121e5ca79), and the phone never asks again on that link. Where none has
 * arrived some seconds after the stream came, AVRCP is connected anew, once.
 */
class VolumeLinks {
 public:
  /** BlueZ connects AVRCP itself two seconds after A2DP (plugins/policy.c). */
  static constexpr std::chrono::milliseconds patience{4000};

  VolumeLinks(GDBusConnection& bus, const Transports& transports);

  /** A stream came, or is another. */
  void check(const std::string& transport);
  void gone(const std::string& transport) { streams_.erase(transport); }
  void clear() { streams_.clear(); }

 private:
  void connect_anew(const std::string& transport);

  const Transports& transports_;
  glib::Calls calls_;
  std::map<std::string, glib::Timeout> streams_;  ///< all that were seen
};

}  // namespace bluez
