// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "pairing/settings.hpp"
#include "pairing/window.hpp"

namespace pairing {

/**
 * Every decision about who gets in: events in, effects out.
 *
 * One request at a time. A confirmation is answered with yes only when the
 * whole announcement of its number was played inside an open window. A device
 * is admitted when BlueZ stores its bond after that yes, or after somebody
 * typed the number that was spoken.
 *
 * A device that is bonded but not admitted (it paired while no agent ran) is
 * the awkward one: BlueZ shows no sign when its key is replaced. After a
 * comparison it is admitted with its first authenticated service. After passkey
 * entry nothing would tell the right number from a wrong one, so the number is
 * not spoken; its old bond has to be removed first.
 *
 * No I/O, no clock, no log: time comes in with each event.
 */
class Pairing {
 public:
  /** Every call is answered within this; phones give up at 30 s. */
  static constexpr Time answer_within = std::chrono::seconds{25};
  /** How long a number stays valid for typing: SMP's timeout, and the bond. */
  static constexpr Time typed_within = std::chrono::seconds{35};
  /** From our yes to the stored bond. */
  static constexpr Time bonded_within = std::chrono::seconds{30};

  explicit Pairing(const Settings& settings) noexcept : settings_{settings} {}

  /** Decides; the effects are to be performed in their order. */
  Effects on(const Event& event, Time now);

  /** When a Tick is due, or nothing. */
  std::optional<Time> deadline() const noexcept;

  /** Requests are heard: the window is open and BlueZ is there. */
  bool is_open() const noexcept { return ready_ && window_.is_open(); }

 private:
  enum class Phase : std::uint8_t {
    speaking,  ///< the number is being said, BlueZ waits for our answer
    typing,    ///< the number is said or being said, the phone types it
    bonding,   ///< we said yes; the bond is to come
  };
  struct Request {
    Device device;
    Method method;
    Passkey passkey;
    std::optional<Call> call;  ///< still to be answered
    Ticket ticket;
    Standing before;
    bool connected;
    Phase phase;
    Time deadline;
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

  void take(const Asked&, Turn&);
  void take(const ServiceAsked&, Turn&);
  void take(const Cancelled&, Turn&);
  void take(const Ready&, Turn&);
  void take(const Unready&, Turn&);
  void take(const Heard&, Turn&);
  void take(const SpeechFailed&, Turn&);
  void take(const DeviceChanged&, Turn&);
  void take(const DeviceGone&, Turn&);
  void take(const Started&, Turn&);
  void take(const Reconfigured&, Turn&);
  void take(const Tick&, Turn&);
  void take(const Stopped&, Turn&);

  bool asks_now(const Device& device) const noexcept;
  /** The device was on our list with a bond before it asked. */
  static bool was_in(const Request& request) noexcept;
  static void turn_away(const Asked&, Reason, bool remove, Turn&);
  void begin(const Asked&, Turn&);
  void announce(Prompt, std::optional<Passkey>, const Device&, Turn&);

  /** Ends the request: silence, an answer if one is due, old trust restored. */
  Request end_request(Reason, Turn&);
  enum class Blame : bool { nobody, stranger };
  /** Ends it without success; a device unknown before is removed. */
  void fail(Reason, Blame, Turn&);
  void count_failure(Turn&);
  void succeed(Consent, Turn&);

  void open_window(Turn&);
  void close_window(std::optional<Prompt>, Turn&);

  Settings settings_;
  bool ready_ = false;
  Window window_;
  std::optional<Request> request_;
  std::uint64_t tickets_ = 0;
};

}  // namespace pairing
