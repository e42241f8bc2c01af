// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/words.hpp"

#include "pairing/consent.hpp"
#include "pairing/words.hpp"

namespace cli {

std::string act_in_words(const std::string& act) {
  for (const auto& [which, name, words] : pairing::act_names)
    if (name == act) return words;
  return act;
}

std::string asked_in_words(const std::string& asked) {
  const auto method = pairing::method_named(asked);
  return method ? pairing::text(*method) : asked;
}

}  // namespace cli
