// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "glib/calls.hpp"
#include "glib/objects.hpp"

namespace bluealsa {

struct Format {
  std::string codec{};     ///< "SBC", "AAC", ...
  std::uint32_t rate = 0;  ///< Hz

  bool operator==(const Format&) const = default;
};

/**
 * The PCMs of BlueALSA (org.bluealsa.PCM1(7)), and the mute of single devices.
 *
 * BlueALSA zeroes the samples of a muted PCM itself, before bluealsa-aplay gets
 * them, and keeps the mute when the phone changes its volume (src/io.c,
 * src/bluez.c). A PCM with hardware volume would make bluealsa-aplay mute the
 * mixer of the whole card; so SoftVolume is set first. The mute is set when the
 * PCM appears: before a phone's first frame the stream has yet to be opened and
 * started over the air. The listener learns whether it was in time.
 */
class Pcms {
 public:
  struct Listener {
    /** can_mute() has changed, or there is another PCM. */
    std::function<void()> changed;
    /** Nothing of this device can be heard: read back from BlueALSA. */
    std::function<void(const std::string& device)> muted;
    /** It may have been heard, or can't be muted. */
    std::function<void(const std::string& device)> not_muted;
  };

  Pcms(GDBusConnection& bus, Listener listener);

  /** BlueALSA is there. */
  bool can_mute() const noexcept { return there_; }

  /** The device is to be mute, and none of its PCMs was read back so yet. */
  bool may_be_heard(const std::string& device) const;

  /** Mutes each PCM that a device has or gets, until unmute() or forget(). */
  void mute(const std::string& device);
  /** It may be heard; also where BlueALSA remembers a mute from before. */
  void unmute(const std::string& device);
  /** mute() holds for it. */
  bool is_mute(const std::string& device) const {
    return silent_.contains(device);
  }

  /** The device has a PCM that may be heard. */
  bool has_sound(const std::string& device) const;
  /** How its music comes over the air; nothing where it has no PCM. */
  std::optional<Format> format(const std::string& device) const;
  /** Mutes the PCMs that a device has now, for a while; not on probation. */
  void duck(const std::string& device);
  /** As it was before duck(), except for what its owner changed. */
  void unduck(const std::string& device);

  /** The device is gone. */
  void forget(const std::string& device);

 private:
  struct Pcm {
    std::string device;
    std::string mode;  ///< "source": we hear it
    Format format{};
    bool soft_volume = false;
    bool running = false;
    std::optional<std::uint16_t> volume;  ///< a byte a channel, mute on top
    bool told = false;                    ///< that it is muted
    /** Ducked, and what SoftVolume was before. */
    std::optional<bool> ducked{};
  };
  using Then = std::function<void()>;

  void update(const char* path, GVariant* properties, bool is_new);
  void remove(const char* path);
  /** A new one. BlueALSA from 4.1 on remembers mutes: it may be mute already.
   */
  void begin_silent(const std::string& path);
  void silence(const std::string& path);
  void mute_softly(
      const std::string& path, const Pcm& pcm, Then then = [] {});
  void check(const std::string& path);
  void let_sound(const std::string& path, const Pcm& pcm);
  void set(const std::string& path, const char* property, GVariant* value,
           Then then);
  void failed(const std::string& path, const GError* error);

  Listener listener_;
  glib::Calls calls_;
  std::map<std::string, Pcm> pcms_;
  std::set<std::string> silent_;   ///< devices
  std::set<std::string> audible_;  ///< devices whose next PCM is unmuted
  bool there_ = false;
  glib::Objects objects_;
};

}  // namespace bluealsa
