// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/code_length.hpp"

#include <algorithm>
#include <string>

#include "voice/synthesizer.hpp"

namespace voice {

using namespace std::chrono_literals;

// eSpeak NG does not say a sentence equally long each time.
static constexpr auto slack = 150ms;

CodeLength::CodeLength(const Settings& settings, std::span<Language> languages)
    : pacing_{settings.pacing},
      repeat_{settings.repeat},
      languages_{languages} {
  for (const Phrase phrase :
       {Phrase::compare_before, Phrase::compare_after, Phrase::type_before,
        Phrase::type_after, Phrase::again, Phrase::act_key, Phrase::act_owner,
        Phrase::act_command})
    for (Language& language : languages)
      lengths_[static_cast<std::size_t>(phrase)] +=
          pause + language.say(phrase).duration();

  const milliseconds allowed = languages.size() == 1 ? most_in_one : most;
  const milliseconds found =
      std::max(longest(Phrase::compare_before, Phrase::compare_after),
               longest(Phrase::type_before, Phrase::type_after));
  if (found > allowed)
    throw SpeechError{
        "with these [voice] settings the announcement of a code can last " +
        std::to_string(found.count()) + " ms after its notes; it may last " +
        std::to_string(allowed.count()) +
        " ms (raise rate, or lower repeat, digit-gap or group-gap)"};
}

std::size_t CodeLength::rounds() const {
  return std::max(static_cast<std::size_t>(repeat_), languages_.size());
}

std::chrono::milliseconds CodeLength::of(Phrase before, const Code& code,
                                         Phrase after,
                                         std::optional<Phrase> act) const {
  milliseconds result = around(before, after) + of(act);
  for (std::size_t round = 0; round < rounds(); ++round)
    result +=
        languages_[round % languages_.size()].digits().length(code, pacing_);
  return result;
}

std::chrono::milliseconds CodeLength::of(std::optional<Phrase> phrase) const {
  return phrase ? lengths_[static_cast<std::size_t>(*phrase)] : 0ms;
}

std::chrono::milliseconds CodeLength::around(Phrase before,
                                             Phrase after) const {
  const std::size_t again = rounds() - languages_.size();
  return slack + of(before) + of(after) + rounds() * pause +
         again * of(Phrase::again);
}

std::chrono::milliseconds CodeLength::longest(Phrase before,
                                              Phrase after) const {
  milliseconds result = around(before, after);
  for (std::size_t round = 0; round < rounds(); ++round)
    result += languages_[round % languages_.size()].digits().longest(pacing_);
  return result;
}

}  // namespace voice
