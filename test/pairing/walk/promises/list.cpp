// SPDX-License-Identifier: GPL-3.0-or-later
// Promises about who is in, trusted, taken off the list, or removed.
#include <algorithm>

#include "test/pairing/walk/world.hpp"

namespace walk {

using namespace std::chrono_literals;

std::string World::check(const Undo&, const Event&) {
  owned_ = false;
  for (Remote& remote : remotes_) {
    if (remote.kept && remote.tentative) {
      if (!remote.heard_at) return "an act of consent is undone";
      remote.standing.admitted = remote.kept = remote.tentative = false;
      remote.standing.leaving = remote.noted = remote.dismissed = true;
    }
    owned_ |= remote.standing.admitted;
  }
  return {};
}

std::string World::check(const Finalize&, const Event& event) {
  for (Remote& remote : remotes_) {
    if (remote.tentative && now < *remote.heard_at + 2min &&
        !std::holds_alternative<Stopped>(event))
      return "what hearing alone did is final too soon";
    remote.tentative = false;
  }
  final_at_.reset();
  return {};
}

std::string World::check(const Dismiss& dismiss, const Event& event) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(dismiss.device))];
  if (!consent_.has(Consent::knock) && remote.kept)
    return "a device is taken from the list";
  remote.standing.admitted = remote.kept = false;
  remote.dismissed = true;
  if (std::holds_alternative<TookAddress>(event)) {
    // It was one entry.
    remotes_[1].standing.admitted = remotes_[1].kept = false;
    remotes_[1].dismissed = true;
  }
  const bool is_empty =
      std::none_of(remotes_.begin(), remotes_.end(),
                   [](const Remote& one) { return one.standing.admitted; });
  if (dismiss.revoked && is_empty) owned_ = false;
  return {};
}

std::string World::check(const Admit& admit, const Event& event) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(admit.device))];
  if (!remote.standing.bonded) return "a device is admitted without a bond";
  const bool as_first = admit.consent == Consent::heard && remote.as_first;
  if (as_first && owned_) return "a second device is admitted as the first";
  if (admit.consent != Consent::passkey &&
      ((!consent_.has(admit.consent) && !as_first) ||
       !remote.acts.has(admit.consent)))
    return "a device is admitted without an act of consent";
  if (admit.consent == Consent::knock && !remote.row_heard)
    return "a row counts that was not said to its end";
  const bool answered =
      admit.consent == Consent::keypad ? remote.keyed : remote.confirmed;
  if (admit.consent != Consent::passkey && !answered)
    return "a device is admitted whose number got no yes";
  if (admit.consent == Consent::passkey &&
      (!remote.typed || remote.bonded_before ||
       !std::holds_alternative<DeviceChanged>(event)))
    return "a device is admitted that typed nothing";
  remote.heard_at.reset();
  if (admit.consent == Consent::heard) remote.heard_at = now;
  if (remote.heard_at && !admit.tentative)
    return "what hearing alone did can't be undone";
  remote.tentative = admit.tentative;
  if (remote.tentative) final_at_ = now + 2min;
  remote.standing.admitted = true;
  remote.standing.leaving = remote.noted = false;
  owned_ = true;
  return {};
}

std::string World::check(const Trust& trust, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(trust.device))];
  if (!remote.standing.admitted || !remote.kept)
    return "a device is trusted that is not in";
  remote.standing.trusted = true;
  return {};
}

std::string World::check(const Distrust& distrust, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(distrust.device))];
  if (remote.standing.admitted && remote.standing.bonded)
    return "a device that is in loses its trust";
  remote.standing.trusted = false;
  return {};
}

std::string World::check(const Remove& remove, const Event&) {
  Remote& remote = remotes_[static_cast<std::size_t>(index(remove.device))];
  if (remote.bonded_before && !remote.standing.leaving)
    return "a bond is removed that was there before";
  if (remote.standing.admitted) return "a device is removed that is in";
  const bool dismissed = remote.dismissed;
  remote = {};
  remote.dismissed = dismissed;
  return {};
}

}  // namespace walk
