// SPDX-License-Identifier: GPL-3.0-or-later
// Undo with the plug: every box has one.
#include <utility>

#include "pairing/pairing.hpp"

namespace pairing {

bool Pairing::can_be_undone(const Request& request) const noexcept {
  return request.act == Consent::heard && settings_.undo > Time{0};
}

/** The last one holds up those before it: they are final together. */
void Pairing::finalize_later(Turn& turn) {
  final_at_ = turn.now + settings_.undo;
}

void Pairing::finalize(Turn& turn) {
  if (std::exchange(final_at_, std::nullopt)) turn.emit(Finalize{});
}

void Pairing::on(const Tentative& tentative, Turn& turn) {
  // A crash is no power cut: the time begins anew.
  if (!tentative.power_was_cut) return finalize_later(turn);
  turn.emit(Undo{});
  undone_untold_ = true;
  tell_undone(turn);
}

/** As soon as it may be said. */
void Pairing::tell_undone(Turn& turn) {
  if (quiet_ || !std::exchange(undone_untold_, false)) return;
  announce({.ticket = {}, .prompt = Notice::undone}, turn);
}

}  // namespace pairing
