// SPDX-License-Identifier: GPL-3.0-or-later
// Promises about what is said, when, and of whom.
#include "test/pairing/walk/world.hpp"

namespace walk {

std::string World::check(const Announce& said, const Event&) {
  last_ = said.ticket;
  if (quiet_) return "a word is said in a quiet hour";
  const bool is_in = said.prompt == Prompt{Notice::paired} ||
                     said.prompt == Prompt{Notice::let_in};
  for (const Remote& remote : remotes_)
    if (is_in && remote.standing.admitted && !remote.kept)
      return "a device is said to be in before that is kept";
  const auto* question = std::get_if<Question>(&said.prompt);
  if (!question) {
    code_of_.reset();
    return {};
  }
  const bool has_number =
      *question == Question::compare || *question == Question::type;
  if (has_number && !said.passkey) return "a number is said that is none";
  if (!has_number && said.passkey)
    return "a number is said that nobody is to know";
  if (!open_) return "a request is said while the window is shut";
  if (!ready_) return "a request is said without BlueZ";
  if (code_of_ && *code_of_ != index(said.device))
    return "a request is said over another";
  code_of_ = index(said.device);
  Remote& asking = remotes_[static_cast<std::size_t>(*code_of_)];
  if (*question == Question::knock) {
    if (!asking.muted) return "a knock is asked of a device that is not mute";
    if (asking.row) return "a second row is asked for";
    asking.row = said.row;
    asking.row_said_by = said.ticket;
    asking.row_heard = false;
    asking.knocked = 0;
    return {};
  }
  if (*question == Question::tones) {
    if (!asking.muted) return "tones are asked of a device that is not mute";
    if (asking.tones) return "more tones are asked for";
    if (failures_.wrong_rows > 0)
      return "tones are asked for after a wrong row";
    asking.tones = said.tones;
    asking.tones_said_by = said.ticket;
    asking.row_heard = false;
    return {};
  }
  if (*question == Question::middle || *question == Question::play) return {};
  if (*question == Question::type)
    remotes_[static_cast<std::size_t>(*code_of_)].typed = true;
  for (Outstanding& o : outstanding_)
    if (o.device == *code_of_ && !o.service) o.ticket = said.ticket;
  return {};
}

std::string World::check(const Hush&, const Event&) {
  code_of_.reset();
  return {};
}

std::string World::check(const Echo&, const Event& event) {
  if (!std::holds_alternative<Digit>(event)) return "an echo of no key";
  return {};
}

}  // namespace walk
