// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "test/pairing/scene.hpp"

namespace scene {

inline const Acts all_there{Consent::heard, Consent::key,   Consent::command,
                            Consent::owner, Consent::knock, Consent::keypad};

inline Scene with(Acts consent, Settings settings = {}) {
  settings.consent = consent;
  Scene s{settings};
  s.on(Possible{all_there});
  s.open();
  return s;
}

inline std::optional<Consent> admitted_by(const Effects& effects) {
  const auto* admit = find<Admit>(effects);
  if (!admit) return std::nullopt;
  return admit->consent;
}

}  // namespace scene
