// SPDX-License-Identifier: GPL-3.0-or-later
// Taking phones off the list.
#include "pairing/pairing.hpp"

namespace pairing {

void Pairing::on(const Block& block, Turn& turn) {
  if (asks_now(block.device)) {
    end_request(Reason::refused, turn);
    count_failure(Blame::stranger, turn);
  }
  owners_.erase(block.device);
  turn.emit(Dismiss{block.device, true});
}

void Pairing::on(const Forget& forget, Turn& turn) {
  for (const Device& device : forget.devices) {
    if (asks_now(device)) fail(Reason::refused, Blame::nobody, turn);
    turn.emit(Dismiss{device, true});
    turn.emit(Remove{device});
    owners_.erase(device);
  }
  if (forget.aloud && !request_ && !quiet_)
    announce({.ticket = {}, .prompt = Notice::forgotten}, turn);
}

}  // namespace pairing
