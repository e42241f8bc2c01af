// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/clashes.hpp"

#include "bluez/uuid.hpp"

std::vector<Clash> clashes(const Config& config) {
  using pairing::Consent;
  const pairing::Acts acts = config.pairing.consent;
  const bool heard = acts.has(Consent::heard);
  // An act that is not possible is a mistake only where there is no other.
  const bool key = acts == pairing::Acts{Consent::key};
  const bool keypad = acts.has(Consent::keypad);
  std::vector<Clash> result;
  if (heard && config.pairing.open_at == pairing::Opening::always)
    result.push_back({"window", "open-at",
                      "can't be combined with [pairing] consent = heard: "
                      "anybody who asks would be let in, day and night",
                      "power-on, or another consent"});
  if (keypad && acts != pairing::Acts{Consent::keypad})
    result.push_back({"pairing", "consent",
                      "keypad can't be combined with other acts: phones then "
                      "show a code to be typed, and nothing else can confirm "
                      "it",
                      "keypad alone"});
  if (keypad && config.display_only)
    result.push_back({"pairing", "capability",
                      "can't be combined with consent = keypad: the code is "
                      "typed on the box, not said by it",
                      "DisplayYesNo; keypad sets what it needs"});
  if ((key || keypad) && config.keys.device.empty())
    result.push_back(
        {"pairing", "consent",
         "there is no key to press: [keys] device is empty",
         "[keys] device = gpio-keys, or whatever yours is called"});
  if (key && !config.keys.yes)
    result.push_back({"keys", "yes", "[pairing] consent = key needs this key",
                      "KEY_ENTER, or another key"});
  if (acts == pairing::Acts{Consent::knock} &&
      !bluez::is_allowed(bluez::audio_sink, config.services))
    result.push_back({"services", "allow",
                      "[pairing] consent = knock needs A2DP: a phone knocks "
                      "with the volume of its music",
                      "audio"});
  if (acts.empty() && !config.pairing.first_heard && !config.display_only)
    result.push_back({"pairing", "first",
                      "can't be none beside consent = none: no phone could "
                      "ever be let in",
                      "heard, or an act in [pairing] consent"});
  return result;
}
