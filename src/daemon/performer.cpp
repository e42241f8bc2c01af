// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/performer.hpp"

#include <string>

#include "pairing/words.hpp"

void Performer::operator()(const pairing::Announce& announce) const {
  std::string device;
  if (const auto* known = mirror.devices().find(announce.device))
    device = known->name;
  g_info("says %s", text(announce.prompt));
  announcer.announce(announce, {readiness.adapters().speaker_name(), device});
}

void Performer::operator()(const pairing::Hush& hush) const {
  if (hush.all)
    announcer.silence();
  else
    announcer.hush();
}

void Performer::operator()(const pairing::Accept& accept) const {
  agent.accept(accept.call);
}

void Performer::operator()(const pairing::Answer& answer) const {
  agent.answer(answer.call, answer.passkey);
}

void Performer::operator()(const pairing::Reject& reject) const {
  agent.reject(reject.call, text(reject.reason));
}

void Performer::operator()(const pairing::OpenWindow& open) const {
  g_message("the pairing window is open");
  readiness.show(open.length);
}

void Performer::operator()(const pairing::CloseWindow&) const {
  g_message("the pairing window is shut");
  readiness.hide();
}

void Performer::operator()(const pairing::Admit& admit) const {
  stays.begin(admit);
}

void Performer::operator()(const pairing::Undo&) const {
  g_message("the power was cut: who came in last, by hearing alone, is out");
  admissions.undo();
}

void Performer::operator()(const pairing::Finalize&) const {
  admissions.finalize();
}

void Performer::operator()(const pairing::Dismiss& dismiss) const {
  stays.end(dismiss.device, dismiss.revoked);
}

void Performer::operator()(const pairing::PutOnProbation& put) const {
  stays.put_on_probation(put.device, put.ticket);
}

void Performer::operator()(const pairing::Mute& mute) const {
  pcms.mute(mute.device);
}

void Performer::operator()(const pairing::SetVolume& set) const {
  g_info("the volume of %s is set to the middle",
         mirror.describe(set.device).c_str());
  mirror.transports().set_volume(set.device, set.volume);
}

void Performer::operator()(const pairing::Ended& ended) const {
  requests.ended(ended);
  if (!ended.reason) pcms.unmute(ended.device);
  if (ended.reason == pairing::Reason::refused ||
      ended.reason == pairing::Reason::wrong_knock)
    announcer.refused();
}

void Performer::operator()(const pairing::Echo& echo) const {
  announcer.echo(echo);
}

void Performer::operator()(const pairing::Trust& trust) const {
  mirror.devices().set_trusted(trust.device, true);
}

void Performer::operator()(const pairing::Distrust& distrust) const {
  // Others may do with their adapters what they like.
  if (!readiness.adapters().has_device(distrust.device)) return;
  mirror.devices().set_trusted(distrust.device, false);
}

void Performer::operator()(const pairing::Remove& remove) const {
  stays.leave(remove.device);
  mirror.devices().forget(remove.device);
}

void Performer::operator()(const pairing::Remember& remember) const {
  failures.keep({remember.failures.wrong_rows, remember.failures.rests});
}
