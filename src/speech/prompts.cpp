// SPDX-License-Identifier: GPL-3.0-or-later
// The words of each prompt of the core.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "speech/announcer.hpp"
#include "voice/earcon.hpp"
#include "voice/spoken_name.hpp"

namespace {

using pairing::Prompt;
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

}  // namespace

std::optional<Announcer::Saying> Announcer::request(
    const pairing::Announce& what, const std::string& device) {
  const auto saying = [&](std::function<voice::Announcement()> make) {
    return Saying{Kind::request, std::move(make), what.ticket};
  };
  switch (what.prompt) {
    case Prompt::compare:
      return saying([this, what, device] {
        return voice_->compare(what.passkey.value().digits(), device,
                               phrase(what.act));
      });
    case Prompt::type:
      return saying([this, what, device] {
        return voice_->type(what.passkey.value().digits(), device);
      });
    case Prompt::keypad:
      return saying([this, device] { return voice_->keypad(device); });
    case Prompt::wants_in:
      return saying([this, what, device] {
        return voice_->wants_in(device, phrase(what.act));
      });
    case Prompt::middle:
      return saying(
          [this] { return voice_->sentence(Earcon::asks, Phrase::middle); });
    case Prompt::knock:
      return saying([this, what] { return voice_->knock(ups(what.row)); });
    case Prompt::opened:
    case Prompt::closed:
    case Prompt::locked:
    case Prompt::paired:
    case Prompt::let_in:
    case Prompt::forgotten:
      break;
  }
  return std::nullopt;
}

std::optional<Announcer::Saying> Announcer::statement(
    const pairing::Announce& what, const std::string& speaker) {
  const Topics& topics = settings_.topics;
  const auto saying = [&](bool wanted, Earcon earcon, Phrase phrase,
                          std::optional<std::string> name = std::nullopt) {
    std::optional<Saying> result;
    if (wanted) {
      result = sentence(*this, Kind::window, earcon, phrase, std::move(name));
      result->ticket = what.ticket;
    }
    return result;
  };
  switch (what.prompt) {
    case Prompt::opened:
      return saying(topics.ready, Earcon::asks, Phrase::opened,
                    voice::spoken_name(speaker).value_or("Earshot"));
    case Prompt::closed:
      return saying(topics.window, Earcon::no, Phrase::closed);
    case Prompt::locked:
      return saying(topics.window, Earcon::no, Phrase::locked);
    case Prompt::paired:
      return saying(topics.admitted, Earcon::yes, Phrase::paired);
    case Prompt::let_in:
      return saying(topics.admitted, Earcon::yes, Phrase::let_in);
    case Prompt::forgotten:
      return saying(topics.admitted, Earcon::no, Phrase::forgotten);
    case Prompt::compare:
    case Prompt::type:
    case Prompt::keypad:
    case Prompt::wants_in:
    case Prompt::middle:
    case Prompt::knock:
      break;
  }
  return std::nullopt;
}

Announcer::Saying Announcer::sentence(Announcer& self, Kind kind, Earcon earcon,
                                      Phrase phrase,
                                      std::optional<std::string> name) {
  return {kind, [&self, earcon, phrase, name = std::move(name)] {
            return self.voice_->sentence(earcon, phrase, name);
          }};
}
