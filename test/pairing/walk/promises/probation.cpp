// SPDX-License-Identifier: GPL-3.0-or-later
// Promises about who is on probation, and how rows are counted.
#include "test/pairing/walk/world.hpp"

namespace walk {

std::string World::check(const PutOnProbation& put, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(put.device))];
  if (!consent_.has(Consent::knock)) return "probation without a knock";
  remote.kept_until_noted |= remote.kept;
  remote.standing.admitted = remote.kept = remote.noted = false;
  remote.standing.leaving = true;
  remote.dismissed = true;
  remote.put_by = put.ticket;
  return {};
}

std::string World::check(const Mute& mute, const Event&) {
  if (!consent_.has(Consent::knock)) return "probation without a knock";
  if (!possible_.has(Consent::knock)) return "a mute that can't be";
  remotes_[static_cast<std::size_t>(index(mute.device))].muted = true;
  return {};
}

std::string World::check(const SetVolume& set, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(set.device))];
  if (!remote.asks || !remote.muted)
    return "the volume of a device is set that is not on probation";
  if (remote.row) return "the volume is set in the middle of a row";
  remote.level = set.volume;
  return {};
}

std::string World::check(const Remember& remember, const Event&) {
  failures_ = remember.failures;
  return {};
}

}  // namespace walk
