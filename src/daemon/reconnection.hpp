// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <functional>
#include <optional>

#include "daemon/mirror.hpp"
#include "glib/calls.hpp"
#include "glib/source.hpp"
#include "store/admissions.hpp"

/**
 * After the box was switched on it calls the phone that was here last, so that
 * nobody has to look for it in a menu.
 *
 * An attempt pages the phone for some five seconds, in which others may have to
 * wait; so the pauses between attempts grow, and after the last one, or once
 * somebody is there, it is given up. A link that is lost later is BlueZ's:
 * [Policy] ReconnectUUIDs (plugins/policy.c) has what sends audio in it.
 */
class Reconnection {
 public:
  static constexpr std::chrono::milliseconds first_pause{2000};
  static constexpr int attempts = 7;  ///< in four minutes of pauses

  /** `may_call`: it is no quiet hour, and nobody is asking to pair. */
  Reconnection(GDBusConnection& bus, const Mirror& mirror,
               Admissions& admissions, std::function<bool()> may_call);

  /** [music] reconnect = last. */
  void wanted(bool wanted);
  /** The box was switched on. */
  void begin() { left_ = wanted_ ? attempts : 0; }
  /** BlueZ can be asked, on a powered adapter; or no longer. */
  void ready(bool ready);
  /** A device, or one of its streams, is another. */
  void check(const pairing::Device& device);

 private:
  void wait();
  void call();
  /** Who was here last, where it may be called. */
  std::optional<pairing::Device> last() const;
  bool is_anybody_here() const;

  const Mirror& mirror_;
  Admissions& admissions_;
  std::function<bool()> may_call_;
  glib::Calls calls_;
  glib::Timeout next_;
  std::chrono::milliseconds pause_ = first_pause;
  int left_ = 0;
  bool wanted_ = true;
};
