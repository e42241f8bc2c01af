// SPDX-License-Identifier: GPL-3.0-or-later
// Who asked, and what became of it: before now, and from now on.
#include <gio/gio.h>

#include <optional>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/client/events.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "cli/output/times.hpp"
#include "glib/subscription.hpp"
#include "store/clock.hpp"

namespace cli {
namespace {

std::string clock() {
  const glib::Handle<GDateTime, g_date_time_unref> now{
      g_date_time_new_now_local()};
  const glib::Text text{g_date_time_format(now.get(), "%H:%M:%S")};
  return text.get();
}

std::string in_words(const std::string& what, const Facts& facts) {
  if (what == "opened") {
    const auto seconds = facts.number("Seconds");
    return "the pairing window is open" +
           (seconds ? " for " + lasting(seconds) : std::string{});
  }
  if (what == "closed") return "the pairing window is shut";
  const std::string who = described(facts);
  if (what == "request")
    return who + " asks " + asked_in_words(facts.text("Asked"));
  if (what == "admitted") return who + " is in, by " + facts.text("Consent");
  if (what == "refused") return who + " is refused: " + facts.text("Why");
  return who + ": " + what;
}

Tone tone(const std::string& what) {
  if (what == "admitted") return Tone::good;
  if (what == "refused") return Tone::bad;
  return what == "request" ? Tone::strong : Tone::plain;
}

glib::Dict as_json(const std::string& what, const Facts& facts) {
  glib::Dict result;
  result.add("time", utc::now()).add("event", what);
  constexpr std::pair<const char*, const char*> keys[] = {
      {"Name", "name"},       {"Address", "address"}, {"Asked", "asked"},
      {"Outcome", "outcome"}, {"Why", "why"},         {"Consent", "consent"}};
  for (const auto& [fact, key] : keys)
    if (facts.has(fact)) result.add(key, facts.text(fact));
  if (facts.has("Seconds")) result.add("seconds", facts.number("Seconds"));
  return result;
}

}  // namespace

Exit log(const Arguments& arguments) {
  bool json = false;
  std::optional<std::string> from;
  Options{"log", "",
          "Lists who asked, and what became of it: the last 200 requests at "
          "most."}
      .text("since", from, "Those since then: 3h, 2d, today, 2026-11-22",
            "TIME")
      .flag("json", json, "Print JSON")
      .parse(arguments, 0, 0);
  const std::string begin = from ? since(*from) : "";
  const Output out{Output::Form{json}};
  const std::vector<Facts> requests = Daemon{}.log(begin);
  if (json)
    out.print(glib::Dict{}.add("requests", requests_as_json(requests)));
  else if (!requests.empty())
    out.table(requests_as_table(requests));
  else if (out.is_terminal())
    out.line("Nobody has asked" + (from ? " since then." : std::string{"."}));
  return Exit::done;
}

Exit watch(const Arguments& arguments) {
  bool json = false;
  Options{"watch", "", "Tells what happens, while it happens; Ctrl-C ends it."}
      .flag("json", json, "Print JSON, an object a line")
      .parse(arguments, 0, 0);
  const Output out{Output::Form{json}};
  const Daemon daemon;
  const std::string window = daemon.state().text("Window");
  const auto tell = [&](const std::string& what, const Facts& facts) {
    if (json) return out.stream(as_json(what, facts));
    out.line(clock() + "  " + in_words(what, facts), tone(what));
    Output::flush();
  };
  if (!json) {
    out.line(clock() + "  the pairing window is " + window);
    Output::flush();
  }
  const Events events{daemon, tell};
  bool is_there = true;
  const glib::NameWatch presence{
      daemon.bus(), Daemon::name, [&](const char* owner) {
        if (is_there == (owner != nullptr)) return;
        is_there = owner != nullptr;
        if (json)
          return out.stream(as_json(is_there ? "started" : "ended", {}));
        out.line(clock() + (is_there ? "  earshotd is there again"
                                     : "  earshotd has ended"));
        Output::flush();
      }};
  run_until_ended(Unread::end);
  return Exit::done;
}

}  // namespace cli
