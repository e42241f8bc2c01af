// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"
#include "test/pairing/walk/step.hpp"

namespace walk {

using namespace pairing;

/** What a walk starts from. */
struct Start {
  bool a_is_bonded = false;
  Acts consent{Consent::heard};
  std::vector<Step> prefix{};  ///< taken before the walk
  bool b_is_in = true;
};

/** The world around the core, and what it is owed. */
class World {
 public:
  explicit World(const Start& start);

  /** How long the clock runs before what the step brings. */
  static Time length(Step step);
  std::vector<Event> events(Step step);
  /** What our list tells the core after a step, where that is new. */
  std::optional<Event> news();
  /** Takes the effects; the promise they break, or nothing. */
  std::string perform(Step step, const Event& event, const Effects& effects);
  /** Time has passed; the promise that this breaks, or nothing. */
  std::string waited(Step step) const;

  Time now{0};

 private:
  struct Outstanding {
    Call call;
    Method method;
    bool service;
    bool audio;
    bool heard;  ///< its announcement, to the end
    int device;
    Time since;
    std::optional<Ticket> ticket;
  };
  struct Remote {
    Standing standing;
    bool bonded_before = false;  ///< without any doing of ours
    bool confirmed = false;      ///< we said yes to its number
    bool typed = false;          ///< its number was spoken, to be typed
    bool keyed = false;          ///< its number was answered from the keypad
    bool asks = false;           ///< its request is open
    Time asked_at{};
    bool as_first = false;           ///< and nobody was in when it asked
    bool told = false;               ///< and its number was said once
    bool kept = false;               ///< it is on the list, on the disk
    bool dismissed = false;          ///< taken from the list, to knock anew
    bool muted = false;              ///< on probation
    std::optional<Ticket> put_by{};  ///< to be named as one to be removed
    bool noted = false;              ///< it is, on the disk
    bool kept_until_noted = false;   ///< what the disk holds till then
    std::optional<Time> heard_at{};  ///< hearing alone let it in
    bool tentative = false;          ///< a power cut takes it back
    Acts acts{};                     ///< done in the room for its open request
    int level = 64;
    unsigned gesture = 0;      ///< presses of the gesture, made on it
    std::optional<Row> row{};  ///< that it was asked for
    Ticket row_said_by{};
    bool row_heard = false;        ///< to its end
    unsigned knocked = 0;          ///< right presses of it
    std::optional<Tones> tones{};  ///< that its music is to answer
    Ticket tones_said_by{};
    std::optional<bool> plays{};  ///< nothing: not a word of it yet
    std::vector<Time> toggled{};
  };

  /** Nothing but time passes in it. */
  static bool is_pause(Step step);
  Event event(Step step);
  static int index(const Device& device) { return device == "a" ? 0 : 1; }
  Event ask(int device, Method method, std::uint32_t number);
  Event service(int device, bool audio);
  Event changed(int device);
  bool asking(int device) const;

  std::string check(const Announce&, const Event&);
  std::string check(const Hush&, const Event&);
  std::string check(const Accept&, const Event&);
  std::string check(const Answer&, const Event&);
  std::string check(const Undo&, const Event&);
  std::string check(const Finalize&, const Event&);
  std::string check(const Dismiss&, const Event&);
  std::string check(const PutOnProbation&, const Event&);
  std::string check(const Mute&, const Event&);
  std::string check(const SetVolume&, const Event&);
  std::string check(const Ended&, const Event&);
  std::string check(const Echo&, const Event&);
  std::string check(const Reject&, const Event&);
  std::string check(const OpenWindow&, const Event&);
  std::string check(const CloseWindow&, const Event&);
  std::string check(const Admit&, const Event&);
  std::string check(const Trust&, const Event&);
  std::string check(const Distrust&, const Event&);
  std::string check(const Remove&, const Event&);
  std::string check(const Remember&, const Event&);
  Event noted(int device);
  std::vector<Event> started_anew(bool power_on);
  Event press(int device, Press press);
  void pressed(Remote& remote, Press press);
  Event toggle(int device);
  /** The tones end now, and each was answered in its slot, and nothing else. */
  bool has_answered(const Remote& remote) const;
  void act(Consent act);
  std::string settled(Step step, bool cancelled) const;
  std::optional<Outstanding> answered(Call call);
  void said(Ticket ticket);
  void asked(const Asked& asked, const Effects& effects);

  std::array<Remote, 2> remotes_;
  std::vector<Outstanding> outstanding_;
  std::uint64_t calls_ = 0;
  Ticket last_{};
  std::optional<int> code_of_;  ///< whose number is being said
  bool ready_ = true;           ///< a walk starts when BlueZ does
  bool open_ = false;
  std::optional<Time> shuts_at_{};  ///< the window, while nobody asks
  std::optional<Time> final_at_{};  ///< all that hearing alone did
  bool quiet_ = false;
  Failures failures_;        ///< that the core wants to be kept
  bool owned_;               ///< somebody is in, or was but for the room's word
  bool told_owned_ = true;   ///< what the core knows of it
  bool was_killed_ = false;  ///< and with it what it had taken for a while
  std::size_t starting_ = 0;  ///< devices that BlueZ has not shown yet
  const bool b_was_in_;
  Acts consent_;  ///< as configured
  Acts possible_;
};

}  // namespace walk
