// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "pairing/knock.hpp"
#include "pairing/lockout.hpp"
#include "pairing/presses.hpp"
#include "pairing/request.hpp"
#include "pairing/settings.hpp"
#include "pairing/window.hpp"

namespace pairing {

/**
 * Every decision about who gets in: events in, effects out.
 *
 * One request at a time. A comparison is answered with yes only when the whole
 * announcement of its number was played inside an open window and an act of
 * consent that the owner listed was done. A device is admitted when BlueZ
 * stores its bond after that yes, or after somebody typed the number that was
 * spoken. It is told so, and served, only once our list that holds it is on the
 * disk.
 *
 * A knock comes after the bond: the device is on probation then, bonded, muted
 * and named as one to be removed, on the disk before BlueZ gets its yes. A
 * wrong press, its silence or its leaving removes it; so does a restart.
 *
 * A device that is bonded but not admitted (it paired while no agent ran) is
 * the awkward one: BlueZ shows no sign when its key is replaced. After a
 * comparison it is admitted with its first authenticated service. After passkey
 * entry nothing would tell the right number from a wrong one, so it is refused;
 * its old bond has to be removed first.
 *
 * No I/O, no clock, no log: time comes in with each event.
 */
class Pairing {
 public:
  /** Every call is answered below 25 s, also by a timer that is late; phones
   * give up at 30 s. */
  static constexpr Time answer_within = std::chrono::milliseconds{24500};
  /** How long a number stays valid for typing: SMP's timeout, and the bond. */
  static constexpr Time typed_within = std::chrono::seconds{35};
  /** Who asks so much too soon waits; what is said then still fits. */
  static constexpr Time held_within = std::chrono::seconds{8};
  /** From our yes to the stored bond. */
  static constexpr Time bonded_within = std::chrono::seconds{30};
  /** From the admission to our list on the disk. */
  static constexpr Time kept_within = std::chrono::seconds{10};
  /** From the bond to the row, and from the row to its last press. */
  static constexpr Time knocked_within = std::chrono::seconds{40};
  /** The volume of a device on probation must stay the same for this long
   * before the row. */
  static constexpr Time settled_after = std::chrono::milliseconds{1500};
  /** What has sent no volume yet may take this long: BlueZ connects AVRCP two
   * seconds after the stream, and see bluez::VolumeLinks. */
  static constexpr Time known_after = std::chrono::seconds{6};
  /** A phone that has sent none this long after the row was said sends none. */
  static constexpr Time volume_within = std::chrono::seconds{12};
  /** From the demand for an answer to tones to the last of them. */
  static constexpr Time answered_within = std::chrono::seconds{60};
  /** What would let phones in is said this far apart. */
  static constexpr Time missing_every = std::chrono::minutes{1};
  /** Presses of the first row, in a window that somebody opened, and in any
   * other; and how many the second has at least, after a wrong one. All rows
   * together, for ever, let a guesser in with a chance of less than 2 %. */
  static constexpr unsigned short_row = 6;
  static constexpr unsigned long_row = 8;
  static constexpr unsigned second_row = 10;
  /** This many failures shut the window where the last was a wrong row, however
   * many others may fail: rows don't grow for ever. */
  static constexpr unsigned most_guesses = 3;

  /** Gives 32 bits that nobody can guess. */
  using Random = std::uint32_t (*)();

  Pairing(const Settings& settings, Random random) noexcept
      : settings_{settings}, random_{random} {}

  /** Decides; the effects are to be performed in their order. */
  Effects on(const Event& event, Time now);

  /** When a Tick is due, or nothing. */
  std::optional<Time> deadline() const noexcept;

  /** Requests are heard: the window is open and BlueZ is there. */
  bool is_open() const noexcept { return ready_ && window_.is_open(); }
  bool is_ready() const noexcept { return ready_; }
  bool is_quiet() const noexcept { return quiet_; }
  /** The acts that could be done now. */
  Acts possible() const noexcept { return possible_; }
  /** When the window shuts by itself; nothing: it does not, or is shut. */
  std::optional<Time> closes_at() const noexcept;
  /** Hearing the code is enough now: nobody is in, and somebody opened the
   * window. */
  bool takes_first() const noexcept;
  /** It would be, in such a window. */
  bool awaits_first() const noexcept;
  /** The device whose request is open, or null. */
  const Device* asking() const noexcept;
  /** How that device asks, or nothing. */
  std::optional<Method> asks_by() const noexcept;
  /** This act would let that device in. */
  bool would_admit(Consent act) const noexcept;
  /** The room has heard what that device shows, so it can know whom an act is
   * for. */
  bool was_told() const noexcept;
  /** Why the window must stay shut now, or nothing. */
  std::optional<Reason> held_shut(Time now) const noexcept;
  std::optional<Time> locked_until() const noexcept { return lockout_.until(); }

 private:
  /** A phone that is in, and may open the door by its volume keys. */
  struct Owner {
    Presses presses;
    Gesture gesture;
  };
  /** What one event leads to. */
  struct Turn {
    Time now;
    Effects effects{};

    template <class E>
    void emit(E effect) {
      effects.emplace_back(std::move(effect));
    }
  };

  // What BlueZ asks and tells: requests.cpp
  void on(const Asked&, Turn&);
  void on(const ServiceAsked&, Turn&);
  void on(const Cancelled&, Turn&);
  void on(const Heard&, Turn&);
  void on(const SaidOnce&, Turn&);
  void on(const SpeechFailed&, Turn&);
  // A bond comes, or the device leaves: bonding.cpp
  void on(const DeviceChanged&, Turn&);
  void on(const TookAddress&, Turn&);
  void on(const DeviceGone&, Turn&);
  // A request ends: ending.cpp
  void on(const Kept&, Turn&);
  // The acts of consent: yes.cpp
  void on(const Possible&, Turn&);
  void on(const Listed&, Turn&);
  // A power cut takes back what rests on hearing alone: undo.cpp
  void on(const Tentative&, Turn&);
  void on(const Failures&, Turn&);
  void on(const Yes&, Turn&);
  void on(const No&, Turn&);
  // keypad.cpp
  void on(const Digit&, Turn&);
  void on(const Erase&, Turn&);
  void on(const Enter&, Turn&);
  // The knock and the gesture: probation.cpp
  void on(const VolumeChanged&, Turn&);
  void on(const OnProbation&, Turn&);
  void on(const Muted&, Turn&);
  void on(const NotMuted&, Turn&);
  // The second knock: playing.cpp
  void on(const Played&, Turn&);
  // The window: opening.cpp
  void on(const Started&, Turn&);
  void on(const Ready&, Turn&);
  void on(const Open&, Turn&);
  void on(const Close&, Turn&);
  void on(const Quiet&, Turn&);
  void on(const Reconfigured&, Turn&);
  // Who is out again: leaving.cpp
  void on(const Block&, Turn&);
  void on(const Forget&, Turn&);
  // The end, and time: lifecycle.cpp
  void on(const Unready&, Turn&);
  void on(const Tick&, Turn&);
  void on(const Stopped&, Turn&);

  /** Of a request or the window. */
  std::optional<Time> next_deadline() const noexcept;
  bool asks_now(const Device& device) const noexcept;
  /** The acts that would let a request of this method in. */
  Acts acts_for(Method method, const Standing& standing) const noexcept;
  Acts acts_for(const Request& request) const noexcept {
    return acts_for(request.method, request.before);
  }
  /** Somebody opened the window: by power-on, a key, a command or the gesture.
   */
  bool was_opened() const noexcept;
  bool is_supported(const Asked&) const noexcept;
  bool is_repeated(const Asked&) const noexcept;
  std::optional<Reason> why_not(const Asked&, Time now) const noexcept;
  static void turn_away(const Asked&, Reason, bool remove, Turn&);
  void tell_what_is_missing(Turn&);
  void begin(const Asked&, Turn&);
  void say(Turn&);
  static Question question(Method method) noexcept;
  void announce(Announce what, Turn&);
  /** The same, of the request: its end is the request's. */
  void ask(Announce what, Turn&);

  void yes(Consent, Turn&);
  void yes_for_now(Turn&);
  void act(Consent, Turn&);
  void arrive(Turn&);
  void settle(Turn&);
  void ask_for_row(Turn&);
  void ask_for_middle(Turn&);
  void take_back_row(Turn&);
  Row next_row() const;
  void row_was_heard(Turn&);
  void press(Press, Turn&);
  void wrong_row(Turn&);
  void ask_to_play(Turn&);
  void ask_for_tones(Turn&);
  void tones_were_heard(Turn&);

  /** Somebody in the room is dealing with it. */
  void forgive() noexcept;

  /** Ends the request: silence, an answer if one is due, old trust restored. */
  Request end_request(std::optional<Reason>, Turn&);
  enum class Blame : std::uint8_t { nobody, stranger, guesser };
  /** Ends it without success; a device unknown before is removed. */
  void fail(Reason, Blame, Turn&);
  void count_failure(Blame, Turn&);
  /** The device is in, once our list is kept. */
  void succeed(Turn&);
  void let_in(Turn&);
  void tell_in(const Request&, Turn&);
  bool can_be_undone(const Request&) const noexcept;
  void finalize_later(Turn&);
  void finalize(Turn&);
  void tell_undone(Turn&);

  /** The box is not to be seen, but in a window that somebody opened. */
  bool hides() const noexcept;
  void hide_or_show(Turn&);
  /** Opens the window where nothing holds it shut, now or once BlueZ is there.
   */
  void want_window(Window::By, Turn&);
  void open_window(Turn&, std::optional<Time> length = std::nullopt);
  void close_window(std::optional<Notice>, Turn&);

  Settings settings_;
  Random random_;
  Acts possible_{Consent::heard, Consent::command};
  bool ready_ = false;
  bool quiet_ = false;
  bool anybody_ = true;  ///< the strict reading, until it is known
  Window window_;
  Lockout lockout_;
  unsigned wrong_rows_ = 0;
  Failures remembered_;
  std::optional<Request> request_;
  std::optional<Time> told_missing_;
  std::optional<Time> final_at_;  ///< our list's last admission
  bool undone_untold_ = false;
  std::map<Device, Owner> owners_;  ///< all that are in, and connected
  bool hidden_ = false;             ///< a window that is to come back
  std::uint64_t tickets_ = 0;
};

}  // namespace pairing
