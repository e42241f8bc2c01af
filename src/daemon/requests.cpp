// SPDX-License-Identifier: GPL-3.0-or-later
// How requests are told: in the log, in the record, and to all who listen.
#include <utility>

#include "daemon/daemon.hpp"
#include "pairing/words.hpp"
#include "store/clock.hpp"

void Daemon::log(const pairing::Event& event) const {
  if (const auto* asked = std::get_if<pairing::Asked>(&event))
    g_message("%s asks: %s", describe(asked->device).c_str(),
              text(asked->method));
  else if (const auto* service = std::get_if<pairing::ServiceAsked>(&event))
    g_message("%s asks for %s", describe(service->device).c_str(),
              service->allowed ? "audio" : "a service that is no audio");
  else if (std::holds_alternative<pairing::Heard>(event))
    g_info("the announcement was played to its end");
  else if (std::holds_alternative<pairing::Cancelled>(event))
    g_message("BlueZ cancels the request");
  else if (const auto* yes = std::get_if<pairing::Yes>(&event))
    g_message("somebody says yes, by %s", name(yes->act));
  else if (std::holds_alternative<pairing::No>(event))
    g_message("somebody says no");
}

void Daemon::look_at(const pairing::Asked& asked,
                     const pairing::Effects& effects) {
  OpenRequest request{known(asked.device), asked.method};
  if (pairing_.asking() && !open_) {
    control_.happened("request", request.facts());
    open_ = std::move(request);
    return;
  }
  for (const pairing::Effect& effect : effects) {
    const auto* reject = std::get_if<pairing::Reject>(&effect);
    if (!reject || reject->call != asked.call) continue;
    RecordedRequest entry = recorded(request);
    entry.outcome = name(reject->reason);
    entry.why = text(reject->reason);
    record_.add_refused(std::move(entry));
  }
}

glib::Dict Daemon::OpenRequest::facts() const {
  return device.facts().add("Asked", name(method));
}

RecordedRequest Daemon::recorded(const OpenRequest& request) {
  RecordedRequest entry;
  entry.when = utc::now();
  entry.name = request.device.name;
  entry.address = request.device.address;
  entry.asked = name(request.method);
  return entry;
}

void Daemon::perform(const pairing::Ended& ended) {
  const auto request = std::exchange(open_, std::nullopt);
  if (!request) return;
  RecordedRequest entry = recorded(*request);
  glib::Dict facts = request->facts();
  if (ended.reason) {
    entry.outcome = name(*ended.reason);
    entry.why = text(*ended.reason);
    facts.add("Outcome", entry.outcome).add("Why", entry.why);
  } else {
    entry.outcome = entry.why = "admitted";
    if (ended.act) entry.consent = name(*ended.act);
    facts.add("Consent", entry.consent);
  }
  record_.add(std::move(entry));
  control_.happened(ended.reason ? "refused" : "admitted", facts);
  if (ended.reason == pairing::Reason::refused ||
      ended.reason == pairing::Reason::wrong_knock)
    announcer_.refused();
}
