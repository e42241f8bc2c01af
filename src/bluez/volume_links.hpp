// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <map>
#include <optional>
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
 * 121e5ca79), and the phone does not ask again on that link. Where AVRCP was
 * seen to come first, and no volume has arrived some seconds after the stream
 * did, AVRCP is connected anew: once, while the phone stays connected. No other
 * link is touched; a stream may not survive it.
 */
class VolumeLinks {
 public:
  /** A phone that may tell its volume does so at once. */
  static constexpr std::chrono::milliseconds patience{2500};
  /** BlueALSA from 4.1 on sets a stream that comes to the volume that it had
   * last; BlueZ tells of it as of a phone's. */
  static constexpr std::chrono::milliseconds restored_within{1000};
  /** BlueZ connects one profile of a device at a time. */
  static constexpr std::chrono::milliseconds again_after{1000};
  static constexpr int attempts = 4;

  VolumeLinks(GDBusConnection& bus, const Transports& transports);

  /** MediaControl1 of a device changed. Not seen: it was so before we looked.
   */
  void control_changed(const std::string& device, GVariant* properties,
                       bool seen);
  /** A stream of the device came, changed or went; whether the phone has sent a
   * volume through it since this was asked last. */
  bool check(const std::string& device);
  /** The device is no longer connected. */
  void forget(const std::string& device) { links_.erase(device); }
  void clear() { links_.clear(); }

  /** The device has sent a volume since it connected. */
  bool arrives(const std::string& device) const;

 private:
  struct Link {
    bool connected = false;   ///< AVRCP: without it no phone sends a volume
    bool came_first = false;  ///< it, before any stream
    bool done = false;        ///< it was connected anew
    bool arrives = false;     ///< through this stream, or one before
    std::optional<std::chrono::steady_clock::time_point> stream_since{};
    unsigned told = 0;  ///< volumes, by streams that are there
    glib::Timeout timer{};

    /** A volume that is told now is the phone's, and not one that BlueALSA has
     * set the stream to. */
    bool is_heard(std::chrono::steady_clock::time_point now) const;
  };

  unsigned messages(const std::string& device) const;
  bool has_stream(const std::string& device) const;
  /** AVRCP came first, and what the phone tells is lost. */
  bool is_lost(const std::string& device, const Link& link) const;
  void connect_anew(const std::string& device);
  void connect(const std::string& device, int left);
  void call(const std::string& device, const char* method, const char* profile,
            glib::Calls::Reply then);

  const Transports& transports_;
  glib::Calls calls_;
  std::map<std::string, Link> links_;  ///< by device
};

}  // namespace bluez
