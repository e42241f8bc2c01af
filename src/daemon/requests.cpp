// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/requests.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "host/printable.hpp"
#include "pairing/words.hpp"
#include "store/clock.hpp"

namespace {

constexpr std::chrono::minutes log_every{1};

}  // namespace

Requests::Requests(const std::filesystem::path& state, const Mirror& mirror,
                   Happened happened)
    : mirror_{mirror}, happened_{std::move(happened)}, record_{state} {}

void Requests::log(const pairing::Event& event) const {
  const auto describe = [&](const pairing::Device& device) {
    return mirror_.describe(device);
  };
  if (const auto* service = std::get_if<pairing::ServiceAsked>(&event))
    g_message("%s asks for %s", describe(service->device).c_str(),
              service->allowed ? "audio" : "a service that is not audio");
  else if (std::holds_alternative<pairing::Heard>(event))
    g_info("the announcement was played to its end");
  else if (std::holds_alternative<pairing::Cancelled>(event))
    g_message("BlueZ cancels the request");
  else if (const auto* yes = std::get_if<pairing::Yes>(&event))
    g_message("somebody says yes, by %s", name(yes->act));
  else if (std::holds_alternative<pairing::No>(event))
    g_message("somebody says no");
}

void Requests::decided(const pairing::Event& event,
                       const pairing::Effects& effects) {
  const auto* asked = std::get_if<pairing::Asked>(&event);
  for (const auto& effect : effects)
    if (const auto* reject = std::get_if<pairing::Reject>(&effect);
        reject && !(asked && reject->call == asked->call))
      g_message("refused: %s", text(reject->reason));
  if (!asked) return;
  Open request{mirror_.known(asked->device), asked->method};
  const auto refused =
      std::find_if(effects.begin(), effects.end(), [&](const auto& effect) {
        const auto* reject = std::get_if<pairing::Reject>(&effect);
        return reject && reject->call == asked->call;
      });
  if (refused == effects.end()) {
    g_message("%s asks: %s", mirror_.describe(asked->device).c_str(),
              text(asked->method));
    // DisplayPasskey is repeated for each digit that is typed.
    if (open_ && open_->device.path == request.device.path) return;
    happened_("request", facts(request));
    open_ = std::move(request);
    return;
  }
  const auto reason = std::get<pairing::Reject>(*refused).reason;
  log_refused(*asked, reason);
  RecordedRequest entry = recorded(request);
  entry.outcome = name(reason);
  entry.why = text(reason);
  record_.add_refused(std::move(entry));
}

void Requests::log_refused(const pairing::Asked& asked,
                           pairing::Reason reason) {
  const auto now = std::chrono::steady_clock::now();
  const auto [last, is_first] = logged_.try_emplace(reason);
  if (!is_first && now - last->second.when < log_every) {
    ++last->second.left_out;
    return;
  }
  const auto before = std::exchange(last->second, {now}).left_out;
  g_message(
      "%s asks: %s; refused: %s%s", mirror_.describe(asked.device).c_str(),
      text(asked.method), text(reason),
      before > 0 ? fmt::format(" (and {} times before)", before).c_str() : "");
}

void Requests::ended(const pairing::Ended& ended) {
  const auto request = std::exchange(open_, std::nullopt);
  if (!request) return;
  RecordedRequest entry = recorded(*request);
  glib::Dict told = facts(*request);
  if (ended.reason) {
    entry.outcome = name(*ended.reason);
    entry.why = text(*ended.reason);
    told.add("Outcome", entry.outcome).add("Why", entry.why);
  } else {
    entry.outcome = entry.why = "admitted";
    if (ended.act) entry.consent = name(*ended.act);
    told.add("Consent", entry.consent);
  }
  record_.add(std::move(entry));
  happened_(ended.reason ? "refused" : "admitted", told);
}

glib::Dict Requests::facts(const Open& request) {
  return control::facts(request.device).add("Asked", name(request.method));
}

RecordedRequest Requests::recorded(const Open& request) {
  RecordedRequest entry;
  entry.when = utc::now();
  entry.name = request.device.name;
  entry.address = request.device.address;
  entry.asked = name(request.method);
  return entry;
}
