// SPDX-License-Identifier: GPL-3.0-or-later
// A box where a new phone has to knock, and the row that its tests ask for.
#pragma once

#include "test/pairing/scene.hpp"

namespace scene {

inline Scene knocking(Settings settings = {}) {
  settings.consent = {Consent::knock};
  Scene s{settings};
  s.on(Possible{{Consent::heard, Consent::command, Consent::knock}});
  s.open();
  return s;
}

inline Press wanted(unsigned place) {
  return Row{8, row_bits}.at(place);
}

inline Press opposite(Press press) {
  return press == Press::up ? Press::down : Press::up;
}

inline const Announce* said(const Effects& effects) {
  return find<Announce>(effects);
}

}  // namespace scene
