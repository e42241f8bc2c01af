// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/language.hpp"

#include <glib.h>

#include <algorithm>
#include <set>

namespace voice {
namespace {

/** Known words are understood faster than digits. */
int sentence_rate(int rate) {
  return rate * 7 / 6;
}

Digits make_digits(const Phrasebook& phrasebook, const std::string& variant,
                   int rate) {
  Synthesizer synthesizer{{phrasebook.voice(), variant, rate}};
  return {synthesizer, phrasebook.digits()};
}

/** Of all letters in a text that is valid UTF-8. */
std::set<GUnicodeScript> scripts(const std::string& text) {
  std::set<GUnicodeScript> result;
  for (const char* at = text.c_str(); *at; at = g_utf8_next_char(at))
    if (const gunichar c = g_utf8_get_char(at); g_unichar_isalpha(c))
      result.insert(g_unichar_get_script(c));
  return result;
}

}  // namespace

Language::Language(const std::filesystem::path& phrasebooks,
                   const std::string& name, const std::string& variant,
                   int rate)
    : name_{name},
      phrasebook_{phrasebooks, name},
      sentences_{{phrasebook_.voice(), variant, sentence_rate(rate)}},
      digits_{make_digits(phrasebook_, variant, rate)} {}

bool Language::reads(std::string_view name) const {
  std::set<GUnicodeScript> known = scripts(phrasebook_.say(Phrase::opened));
  known.insert({G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_COMMON});
  const auto used = scripts(std::string{name});
  return std::includes(known.begin(), known.end(), used.begin(), used.end());
}

}  // namespace voice
