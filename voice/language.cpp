// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/language.hpp"

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

}  // namespace

Language::Language(const std::filesystem::path& phrasebooks,
                   const std::string& name, const std::string& variant,
                   int rate)
    : name_{name},
      phrasebook_{phrasebooks, name},
      sentences_{{phrasebook_.voice(), variant, sentence_rate(rate)}},
      digits_{make_digits(phrasebook_, variant, rate)} {}

}  // namespace voice
