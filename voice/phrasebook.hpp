// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voice {

/** A phrasebook is missing or wrong; the text names file, key and remedy. */
struct PhrasebookError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/** What can be said; each is a key in the group [phrases] of a phrasebook. */
enum class Phrase : std::uint8_t {
  opened,          ///< the window is open; {speaker} is the box's name
  opened_unnamed,  ///< it is open, and its name can't be said
  closed,          ///< the window is shut
  locked,          ///< it is shut after failures, for minutes
  locked_long,     ///< for an hour or more
  first,           ///< the first phone is in, and the window is shut
  paired,          ///< a phone is in, and the window is shut
  let_in,          ///< a phone is in, and the window stays open
  forgotten,       ///< phones are no longer admitted
  undone,          ///< the last one is not, for the power was cut
  not_you,         ///< after a phone is in: how to undo that
  compare_before,  ///< before a number that the phone shows too
  compare_after,   ///< after it: what to press
  type_before,     ///< before a number to type into the phone
  type_after,      ///< after it
  keypad,          ///< type the phone's number on the keypad
  wants_in,        ///< a device without a number asks
  act_key,         ///< how to let it in: by the button
  act_owner,       ///< by the gesture on a phone that is in
  act_command,     ///< by the owner's command
  middle,          ///< set the new phone's volume to the middle
  knock,           ///< before a row of presses
  up,              ///< one press: volume up
  down,            ///< volume down
  play,            ///< it sends no volume: start music on the new phone
  tones,           ///< stop or start the music after each tone
  again,           ///< before a number or a row is repeated
  asker,           ///< who asks; {device} is the phone's name
  a_phone,         ///< instead of a name that cannot be said
  playing,         ///< {device} plays music
  left,            ///< {device} has gone
  in_use,          ///< {device} plays, and nobody else is heard
  refused,         ///< the room let nobody in
  no_owner,        ///< nobody could: no phone that is in is connected
  no_act,          ///< nobody could
  no_bluetooth,    ///< bluetoothd does not run
  no_adapter,      ///< there is no adapter that can be used
  off,             ///< there is one, and it is switched off
  mistake,         ///< the configuration is wrong
  unsafe,          ///< the kernel is too old to pair safely
  no_language,     ///< the configured language can't be spoken
  not_kept,        ///< our list of phones can't be written
};
inline constexpr std::size_t phrases = 42;

/**
 * The sentences of one language: voice/phrases/<language>.ini, a GLib key
 * file, written by translators. Every key and digit must be there and none
 * else, and each placeholder where it belongs.
 */
class Phrasebook {
 public:
  /** Reads `directory`/`language`.ini; throws PhrasebookError. */
  Phrasebook(const std::filesystem::path& directory,
             const std::string& language);

  /** eSpeak NG's name of the language. */
  const std::string& voice() const noexcept { return voice_; }

  /** A sentence; `name` takes the place of its placeholder. */
  std::string say(Phrase phrase, std::string_view name = {}) const;

  /** How each digit, 0 to 9, is said by itself. */
  const std::array<std::string, 10>& digits() const noexcept { return digits_; }

  /** All phrases in their order, with their keys in a phrasebook. */
  static std::vector<std::pair<std::string, Phrase>> keys();

  /** The languages that `directory` holds a phrasebook of, sorted. */
  static std::vector<std::string> languages(
      const std::filesystem::path& directory);

 private:
  std::string voice_;
  std::array<std::string, 10> digits_;
  std::array<std::string, phrases> texts_;
};

}  // namespace voice
