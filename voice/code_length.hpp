// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>

#include "voice/digits.hpp"
#include "voice/language.hpp"
#include "voice/phrasebook.hpp"
#include "voice/settings.hpp"

namespace voice {

/** How long the announcement of a code lasts, without its earcon, which an
 * amplifier may need to last two seconds. */
class CodeLength {
 public:
  using milliseconds = std::chrono::milliseconds;

  /** Before each sentence and each code. */
  static constexpr milliseconds pause{150};
  /** No announcement in one language is longer than this, but for the phone's
   * name and how to let it in; */
  static constexpr milliseconds most_in_one{15'000};
  /** or than this with these, or in two languages. */
  static constexpr milliseconds most{19'500};

  /** Measures what is said around a code. Throws SpeechError where an
   * announcement could be too long. `languages` are to outlive it. */
  CodeLength(const Settings& settings, std::span<Language> languages);

  /** How often the code is said: in each language at least once. */
  std::size_t rounds() const;
  /** Without the asking device's name. */
  milliseconds of(Phrase before, const Code& code, Phrase after,
                  std::optional<Phrase> act) const;

 private:
  milliseconds of(std::optional<Phrase> phrase) const;
  /** All but the codes. */
  milliseconds around(Phrase before, Phrase after) const;
  /** With the code that lasts longest. */
  milliseconds longest(Phrase before, Phrase after) const;

  Pacing pacing_;
  int repeat_;
  std::span<const Language> languages_;
  /** Of phrases around a code, in all languages. */
  std::array<milliseconds, phrases> lengths_{};
};

}  // namespace voice
