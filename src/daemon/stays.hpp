// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "daemon/mirror.hpp"
#include "glib/source.hpp"
#include "host/clock_change.hpp"
#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "store/admissions.hpp"

/**
 * How long admitted phones stay on our list: for ever, or for as long as
 * [pairing] guests-stay lets them; and never longer than BlueZ knows them.
 *
 * A box without a clock of its own starts with the time of its last shutdown,
 * or an earlier one, and is told the right one later. Stays move along when the
 * clock is set, and where it starts behind the time that our list has seen, so
 * they last as long as they were to; hours without power don't count there.
 */
class Stays {
 public:
  struct Listener {
    /** Our list that holds this device is on the disk. */
    std::function<void(pairing::Device)> kept;
    /** It names one as to be removed, on the disk. */
    std::function<void(pairing::Ticket)> on_probation;
    /** BlueZ still has a device that is to be removed. */
    std::function<void(pairing::Device)> lingers;
    /** The stay of this device, which BlueZ knows, has ended. */
    std::function<void(pairing::Device)> over;
  };

  Stays(Admissions& admissions, const Mirror& mirror, Listener listener);

  /** How long phones stay that come in from now on; nothing: for ever. */
  void length(std::optional<std::chrono::milliseconds> time) { length_ = time; }
  void begin(const pairing::Admit& admit);
  /** `revoked`: by the room's word. */
  void end(const pairing::Device& device, bool revoked);
  /** It has no stay until it proves itself. */
  void put_on_probation(const pairing::Device& device, pairing::Ticket ticket);
  /** It is being removed from BlueZ: until it is gone, its bond is remembered.
   */
  void leave(const pairing::Device& device);
  /** Ends the stays whose time is up, and waits for the next. */
  void check();
  /** A device went from BlueZ: is it gone for good? */
  void check_removed();
  /** Ends the stays of this address that BlueZ knows nothing of, or all such;
   * how many there were. */
  std::size_t end_unknown(const std::string& address = {});

 private:
  void clock_was_set();
  void drop_removed();
  void look_for_leaving();

  Admissions& admissions_;
  const Mirror& mirror_;
  Listener listener_;
  std::optional<std::chrono::milliseconds> length_;
  glib::Timeout next_;
  glib::Timeout look_;
  std::set<Admissions::Key> missing_;  ///< at the last look
  std::chrono::seconds ahead_;         ///< the wall clock, of the time of boot
  ClockChange clock_;
};
