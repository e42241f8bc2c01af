// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/digits.hpp"

#include <algorithm>
#include <string>

namespace voice {
namespace {

constexpr int quietest = 1'000;  // a peak; speech peaks at 10,000 and more
constexpr std::chrono::milliseconds shortest{100};

}  // namespace

Digits::Digits(Synthesizer& synthesizer,
               const std::array<std::string, 10>& words) {
  for (std::size_t digit = 0; digit < sounds_.size(); ++digit) {
    sounds_[digit] = synthesizer.say(words[digit]);
    if (sounds_[digit].peak() < quietest ||
        sounds_[digit].duration() < shortest)
      throw SpeechError{"this voice does not say the digit " +
                        std::to_string(digit) +
                        " audibly; choose another language"};
  }
}

Sound Digits::code(const Code& digits, const Pacing& pacing) const {
  Sound result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0) result += i == 3 ? pacing.group_gap : pacing.digit_gap;
    result += sounds_.at(digits[i]);
  }
  return result;
}

std::chrono::milliseconds Digits::length(const Code& digits,
                                         const Pacing& pacing) const {
  std::chrono::milliseconds result = 4 * pacing.digit_gap + pacing.group_gap;
  for (const std::uint8_t digit : digits)
    result += sounds_.at(digit).duration();
  return result;
}

std::chrono::milliseconds Digits::longest(const Pacing& pacing) const {
  std::chrono::milliseconds result{0};
  for (std::size_t digit = 0; digit < sounds_.size(); ++digit) {
    std::array<std::uint8_t, 6> code;
    code.fill(static_cast<std::uint8_t>(digit));
    result = std::max(result, length(code, pacing));
  }
  return result;
}

}  // namespace voice
