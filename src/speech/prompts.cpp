// SPDX-License-Identifier: GPL-3.0-or-later
// The words of each prompt of the core.
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "speech/announcer.hpp"
#include "voice/earcon.hpp"

namespace {

using pairing::Notice;
using pairing::Question;
using voice::Earcon;
using voice::Phrase;

/** How to let a device in; nothing where no word is needed. */
std::optional<Phrase> phrase(std::optional<pairing::Consent> act) {
  using pairing::Consent;
  if (!act) return std::nullopt;
  switch (*act) {
    case Consent::key:
      return Phrase::act_key;
    case Consent::owner:
      return Phrase::act_owner;
    case Consent::command:
      return Phrase::act_command;
    case Consent::heard:
    case Consent::knock:  // asked for when its time has come
    case Consent::keypad:
    case Consent::passkey:
      break;
  }
  return std::nullopt;
}

std::vector<bool> ups(const pairing::Row& row) {
  std::vector<bool> result;
  for (unsigned place = 0; place < row.length(); ++place)
    result.push_back(row.at(place) == pairing::Press::up);
  return result;
}

std::vector<bool> sounding(const pairing::Tones& tones) {
  std::vector<bool> result;
  for (unsigned slot = 0; slot < pairing::Tones::slots; ++slot)
    result.push_back(tones.at(slot));
  return result;
}

}  // namespace

std::function<voice::Announcement()> Announcer::words(
    Question question, const pairing::Announce& what,
    const std::string& device) {
  switch (question) {
    case Question::compare:
      return [this, what, device] {
        return voice_->compare(what.passkey.value().digits(), device,
                               phrase(what.act));
      };
    case Question::type:
      return [this, what, device] {
        return voice_->type(what.passkey.value().digits(), device);
      };
    case Question::keypad:
      return [this, device] { return voice_->keypad(device); };
    case Question::wants_in:
      return [this, what, device] {
        return voice_->wants_in(device, phrase(what.act));
      };
    case Question::middle:
      return [this] { return voice_->sentence(Earcon::asks, Phrase::middle); };
    case Question::knock:
      return [this, what] { return voice_->knock(ups(what.row)); };
    case Question::play:
      return [this] { return voice_->sentence(Earcon::asks, Phrase::play); };
    case Question::tones:
      return [this, what] {
        return voice_->tones(sounding(what.tones), pairing::Tones::slot);
      };
  }
  return {};
}

Announcer::Spoken Announcer::spoken(Notice notice) {
  switch (notice) {
    case Notice::opened:
      return {Earcon::asks, Phrase::opened, &Topics::ready};
    case Notice::first:
      return {Earcon::yes, Phrase::first, &Topics::admitted};
    case Notice::closed:
      return {Earcon::no, Phrase::closed, &Topics::window};
    case Notice::locked:
      return {Earcon::no, Phrase::locked, &Topics::window};
    case Notice::locked_long:
      return {Earcon::no, Phrase::locked_long, &Topics::window};
    case Notice::paired:
      return {Earcon::yes, Phrase::paired, &Topics::admitted};
    case Notice::let_in:
      return {Earcon::yes, Phrase::let_in, &Topics::admitted};
    case Notice::forgotten:
      return {Earcon::no, Phrase::forgotten, &Topics::admitted};
    case Notice::undone:
      // That the window opens comes right after it, and takes no place of it.
      return {Earcon::no, Phrase::undone, &Topics::admitted, Kind::problem};
    case Notice::no_owner:
      return {Earcon::no, Phrase::no_owner, &Topics::refused};
    case Notice::no_act:
      return {Earcon::no, Phrase::no_act, &Topics::refused};
  }
  return {};
}

Announcer::Saying Announcer::sentence(Kind kind, Earcon earcon, Phrase phrase,
                                      std::string name) {
  return {kind, [this, earcon, phrase, name = std::move(name)] {
            return voice_->sentence(earcon, phrase, name);
          }};
}
