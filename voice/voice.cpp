// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voice.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "voice/spoken_name.hpp"
#include "voice/spoken_text.hpp"

namespace voice {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto pause = CodeLength::pause;
constexpr auto longest_asker = 2'500ms;
constexpr auto pause_between_presses = 350ms;  // as a thumb is fast
constexpr auto pause_between_threes = 200ms;   // more: so rows are remembered
constexpr auto pause_between_rows = 900ms;
constexpr auto pause_before_tones = 1s;

Sound silence(milliseconds length) {
  Sound result;
  result += length;
  return result;
}

/** The name, or "a phone" where the language can't read it. */
std::string or_a_phone(const std::string& name, Language& language) {
  return name.empty() || !language.reads(name) ? language.words(Phrase::a_phone)
                                               : name;
}

std::vector<Language> all(const Settings& settings,
                          const std::filesystem::path& phrasebooks) {
  std::vector<Language> result;
  for (const std::string& name : settings.languages)
    result.emplace_back(phrasebooks, name, settings.variant, settings.rate);
  return result;
}

}  // namespace

Voice::Voice(const Settings& settings, const std::filesystem::path& phrasebooks)
    : settings_{settings},
      languages_{all(settings, phrasebooks)},
      length_{settings, languages_} {}

Announcement Voice::compare(const Code& code, std::string_view device,
                            std::optional<Phrase> act) {
  return announce(Phrase::compare_before, code, Phrase::compare_after, device,
                  act);
}

Announcement Voice::type(const Code& code, std::string_view device) {
  return announce(Phrase::type_before, code, Phrase::type_after, device, {});
}

Announcement Voice::keypad(std::string_view device) {
  Announcement result = begin(Earcon::asks);
  add_all(result, Phrase::keypad);
  add_asker(result, device, longest_asker + pause);
  return result;
}

Announcement Voice::wants_in(std::string_view device,
                             std::optional<Phrase> act) {
  Announcement result = begin(Earcon::asks);
  add_all(result, Phrase::wants_in);
  add_asker(result, device, longest_asker + pause);
  result.mark();
  if (act) add_all(result, *act);
  return result;
}

Announcement Voice::knock(const std::vector<bool>& row) {
  Language& language = languages_.front();
  Sound up = language.say(Phrase::up);
  Sound down = language.say(Phrase::down);
  // Else the pause of the music would tell how many of each there are.
  const milliseconds press = std::max(up.duration(), down.duration());
  for (Sound* one : {&up, &down}) *one += press - one->duration();
  Announcement result = begin(Earcon::asks);
  result.add([&language] { return language.say(Phrase::knock); });
  for (int time = 1; time <= 2; ++time) {
    if (time == 2) {
      result.add(silence(pause_between_rows));
      result.add([&language] { return language.say(Phrase::again); });
    }
    Sound presses;
    for (std::size_t place = 0; place < row.size(); ++place) {
      presses += pause_between_presses;
      if (place > 0 && place % 3 == 0) presses += pause_between_threes;
      presses += row[place] ? up : down;
    }
    result.add(std::move(presses));
  }
  return result;
}

Announcement Voice::tones(const std::vector<bool>& slots, milliseconds slot) {
  Language& language = languages_.front();
  Announcement result = begin(Earcon::asks);
  result.add([&language] { return language.say(Phrase::tones); });
  result.add(silence(pause_before_tones));
  for (const bool sounds : slots)
    result.add([sounds, slot] {
      Sound said = sounds ? tone() : Sound{};
      said += slot - said.duration();
      return said;
    });
  return result;
}

Announcement Voice::opened(std::string_view speaker) {
  const std::string name = spoken_text(speaker).value_or("");
  return in_each(Earcon::asks, [name](Language& language) {
    if (name.empty() || !language.reads(name))
      return language.say(Phrase::opened_unnamed);
    return language.say(Phrase::opened, name);
  });
}

Announcement Voice::sentence(Earcon earcon, Phrase phrase,
                             const std::string& name) {
  return in_each(earcon, [phrase, name](Language& language) {
    return language.reads(name) ? language.say(phrase, name) : Sound{};
  });
}

Announcement Voice::in_use(const std::string& device) {
  return in_each(Earcon::no, [device](Language& language) {
    return language.say(Phrase::in_use, or_a_phone(device, language));
  });
}

Announcement Voice::sentences(Earcon earcon, Phrase first, Phrase second) {
  return in_each(earcon, [first, second](Language& language) {
    Sound result = language.say(first);
    result += pause;
    result += language.say(second);
    return result;
  });
}

Announcement Voice::in_each(Earcon earcon,
                            const std::function<Sound(Language&)>& say) {
  Announcement result = begin(earcon);
  bool first = true;
  for (Language& language : languages_) {
    if (!std::exchange(first, false)) result.add(silence(pause));
    result.add([&language, say] { return say(language); });
  }
  return result;
}

Announcement Voice::text(std::string_view text) {
  Announcement result = begin(Earcon::asks);
  if (const auto said = spoken_text(text))
    result.add([this, said] { return languages_.front().text(*said); });
  return result;
}

Announcement Voice::begin(Earcon earcon) const {
  return Announcement{voice::earcon(earcon, settings_.wake)};
}

Announcement Voice::sample(const Code& code) {
  Announcement result = begin(Earcon::asks);
  Language& language = languages_.front();
  result.add([&language] { return language.say(Phrase::compare_before); });
  result.add([this, &language, code] {
    Sound said = silence(pause);
    said += language.digits().code(code, settings_.pacing);
    return said;
  });
  return result;
}

Announcement Voice::announce(Phrase before, const Code& code, Phrase after,
                             std::string_view device,
                             std::optional<Phrase> act) {
  Announcement result = begin(Earcon::asks);
  for (std::size_t round = 0; round < length_.rounds(); ++round) {
    Language& language = languages_[round % languages_.size()];
    const bool again = round >= languages_.size();
    if (round > 0) result.add(silence(pause));
    result.add([&language, what = again ? Phrase::again : before] {
      return language.say(what);
    });
    result.add([this, &language, code] {
      Sound said = silence(pause);
      said += language.digits().code(code, settings_.pacing);
      return said;
    });
    if (round == 0) result.mark();
  }
  // The name comes after the number: it is a stranger's, and may say anything.
  add_asker(result, device,
            CodeLength::most - length_.of(before, code, after, act));
  add_all(result, after);
  if (act) add_all(result, *act);
  return result;
}

void Voice::add_all(Announcement& to, Phrase phrase) {
  for (Language& language : languages_) {
    to.add([&language, phrase] {
      Sound said = silence(pause);
      said += language.say(phrase);
      return said;
    });
  }
}

void Voice::add_asker(Announcement& to, std::string_view device,
                      milliseconds room) {
  Language& language = languages_.front();
  const std::string unnamed = language.words(Phrase::a_phone);
  const std::string name =
      or_a_phone(spoken_name(device).value_or(""), language);
  to.add([&language, name, unnamed, room] {
    // Letters that the language spells one by one can last very long.
    for (const std::string& who : {name, unnamed}) {
      Sound said = silence(pause);
      said += language.say(Phrase::asker, who);
      if (said.duration() <= std::min<milliseconds>(longest_asker, room))
        return said;
    }
    return Sound{};
  });
}

}  // namespace voice
