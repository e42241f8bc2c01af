// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/words.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "pairing/words.hpp"

namespace cli {

std::string act_in_words(const std::string& act) {
  constexpr std::array<std::pair<std::string_view, const char*>, 7> acts{
      {{"heard", "hearing the code"},
       {"key", "button"},
       {"command", "earshot yes"},
       {"owner", "volume gesture"},
       {"knock", "volume knock"},
       {"keypad", "keypad"},
       {"passkey", "typing the code"}}};
  for (const auto& [name, words] : acts)
    if (name == act) return words;
  return act;
}

std::string asked_in_words(const std::string& asked) {
  const auto method = pairing::method_named(asked);
  return method ? pairing::text(*method) : asked;
}

}  // namespace cli
