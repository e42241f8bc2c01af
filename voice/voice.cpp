// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voice.hpp"

#include <algorithm>

#include "voice/chime.hpp"
#include "voice/spoken_name.hpp"
#include "voice/spoken_text.hpp"

namespace voice {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 200ms;  // between the sentences of an announcement
constexpr auto longest_asker = 2'500ms;
constexpr auto pause_between_presses = 350ms;  // as a thumb is fast
constexpr auto pause_between_rows = 900ms;

Speech speech(const Settings& settings, const Phrasebook& phrasebook,
              int rate) {
  return {phrasebook.voice(), settings.variant, rate, settings.volume};
}

/** Known words are understood faster than digits. */
int sentence_rate(const Settings& settings) {
  return settings.rate * 9 / 8;
}

Digits make_digits(const Settings& settings, const Phrasebook& phrasebook) {
  Synthesizer synthesizer{speech(settings, phrasebook, settings.rate)};
  return Digits{synthesizer};
}

}  // namespace

bool Settings::operator==(const Settings& o) const noexcept {
  return language == o.language && variant == o.variant && rate == o.rate &&
         volume == o.volume && pacing.digit_gap == o.pacing.digit_gap &&
         pacing.group_gap == o.pacing.group_gap && repeat == o.repeat &&
         wake == o.wake;
}

Voice::Voice(const Settings& settings, const std::filesystem::path& phrasebooks)
    : settings_{settings},
      phrasebook_{phrasebooks, settings.language},
      sentences_{speech(settings, phrasebook_, sentence_rate(settings))},
      digits_{make_digits(settings, phrasebook_)} {
  check_lengths();
}

Sound Voice::compare(const Code& code, std::string_view device,
                     std::optional<Phrase> act) {
  return announce(Phrase::compare_before, code, Phrase::compare_after, device,
                  act);
}

Sound Voice::type(const Code& code, std::string_view device) {
  return announce(Phrase::type_before, code, Phrase::type_after, device, {});
}

Sound Voice::opened(std::string_view speaker) {
  return sentence(Phrase::opened, spoken_name(speaker).value_or("Earshot"));
}

Sound Voice::keypad(std::string_view device) {
  Sound result = sentence(Phrase::keypad);
  result += asker(device, longest_asker + pause);
  return result;
}

Sound Voice::wants_in(std::string_view device, std::optional<Phrase> act) {
  Sound result = sentence(Phrase::wants_in);
  result += asker(device, longest_asker + pause);
  if (act) {
    result += pause;
    result += sentences_.say(phrasebook_.say(*act));
  }
  return result;
}

Sound Voice::knock(const std::vector<bool>& row) {
  const Sound up = sentences_.say(phrasebook_.say(Phrase::up));
  const Sound down = sentences_.say(phrasebook_.say(Phrase::down));
  Sound result = sentence(Phrase::knock);
  for (int time = 1; time <= 2; ++time) {
    if (time == 2) {
      result += pause_between_rows;
      result += sentences_.say(phrasebook_.say(Phrase::again));
    }
    for (const bool is_up : row) {
      result += pause_between_presses;
      result += is_up ? up : down;
    }
  }
  return result;
}

Sound Voice::text(std::string_view text) {
  Sound result = chime(settings_.wake);
  if (const auto said = spoken_text(text)) result += sentences_.say(*said);
  return result;
}

Sound Voice::announce(Phrase before, const Code& code, Phrase after,
                      std::string_view device, std::optional<Phrase> act) {
  Sound result = chime(settings_.wake);
  result += sentences_.say(phrasebook_.say(before));
  for (int time = 1; time <= settings_.repeat; ++time) {
    result += pause;
    if (time == 2) {
      result += sentences_.say(phrasebook_.say(Phrase::again));
      result += pause;
    }
    result += digits_.code(code, settings_.pacing);
  }
  Sound end;
  end += pause;
  end += sentences_.say(phrasebook_.say(after));
  if (act) {
    end += pause;
    end += sentences_.say(phrasebook_.say(*act));
  }
  const auto longest = act ? longest_with_act : longest_announcement;
  // The name comes after the number: it is a stranger's, and may say anything.
  result += asker(device, longest - result.duration() - end.duration());
  result += end;
  return result;
}

Sound Voice::sentence(Phrase phrase, std::string_view name) {
  Sound result = chime(settings_.wake);
  result += sentences_.say(phrasebook_.say(phrase, name));
  return result;
}

Sound Voice::asker(std::string_view device, std::chrono::milliseconds room) {
  const std::string unnamed = phrasebook_.say(Phrase::a_phone);
  const std::string name = spoken_name(device).value_or(unnamed);
  Sound result;
  result += pause;
  // Letters that the language spells one by one can last very long.
  for (const std::string& who : {name, unnamed}) {
    const Sound said = sentences_.say(phrasebook_.say(Phrase::asker, who));
    if (said.duration() > longest_asker || said.duration() + pause > room)
      continue;
    result += said;
    break;
  }
  return result;
}

void Voice::check_lengths() {
  std::chrono::milliseconds longest{0};
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    Code code;
    code.fill(digit);
    longest = std::max(
        {longest, compare(code, {}).duration(), type(code, {}).duration()});
  }
  if (longest <= longest_announcement) return;
  throw SpeechError{
      "with these [voice] settings the announcement of a code can last " +
      std::to_string(longest.count()) + " ms; it may last " +
      std::to_string(std::chrono::milliseconds{longest_announcement}.count()) +
      " ms (raise rate, or lower repeat, wake, digit-gap or group-gap)"};
}

}  // namespace voice
