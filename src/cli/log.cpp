// SPDX-License-Identifier: GPL-3.0-or-later
// Who asked, and what became of it: before now, and from now on.
#include <fmt/format.h>
#include <gio/gio.h>

#include <optional>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/client/events.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "cli/output/times.hpp"
#include "cli/output/words.hpp"
#include "glib/subscription.hpp"
#include "store/clock.hpp"

namespace cli {
namespace {

std::string in_words(const std::string& what, const Facts& facts) {
  if (what == "opened")
    return fmt::format("the pairing window is open{}",
                       for_so_long(facts.number("Seconds")));
  if (what == "closed") return "the pairing window is shut";
  const std::string who = described(facts);
  if (what == "request")
    return fmt::format("{} asks {}", who, asked_in_words(facts.text("Asked")));
  if (what == "admitted")
    return fmt::format("{} is paired, by {}", who,
                       act_in_words(facts.text("Consent")));
  if (what == "refused")
    return fmt::format("{} is refused: {}", who, facts.text("Why"));
  return fmt::format("{}: {}", who, what);
}

Tone tone(const std::string& what) {
  if (what == "admitted") return Tone::good;
  if (what == "refused") return Tone::bad;
  return what == "request" ? Tone::strong : Tone::plain;
}

glib::Dict as_json(const std::string& what, const Facts& facts) {
  glib::Dict result;
  result.add("time", utc::now()).add("event", what);
  for (const char* fact :
       {"Name", "Address", "Asked", "Outcome", "Why", "Consent"})
    if (facts.has(fact)) result.add_all(facts.texts({fact}));
  if (facts.has("Seconds")) result.add("seconds", facts.number("Seconds"));
  return result;
}

/** At once, with the time of day. */
void tell(const Output& out, const std::string& text, Tone tone = Tone::plain) {
  out.line(fmt::format("{}  {}", time_of_day(), text), tone);
  Output::flush();
}

}  // namespace

Exit log(const Arguments& arguments) {
  Output out;
  std::optional<std::string> from;
  Options{"log", "",
          "Lists who asked, and what became of it: the last 200 requests at "
          "most."}
      .text("since", from, "From then on: 3h, 2d, today, 2026-11-22", "TIME")
      .json(out)
      .parse(arguments);
  const std::string begin = from ? since(*from) : "";
  const std::vector<Facts> requests = Daemon{}.log(begin);
  if (out.is_json)
    out.print(glib::Dict{}.add("requests", requests_as_json(requests)));
  else if (!requests.empty())
    out.table(requests_as_table(out, requests));
  else if (out.is_terminal())
    out.line(from ? "Nobody has asked since then." : "Nobody has asked.");
  return Exit::done;
}

Exit watch(const Arguments& arguments) {
  Output out;
  Options{"watch", "", "Shows what happens, as it happens; Ctrl-C ends it."}
      .json(out, "Print JSON, one object per line")
      .parse(arguments);
  const Daemon daemon;
  const std::string window = daemon.state().text("Window");
  if (!out.is_json) tell(out, fmt::format("the pairing window is {}", window));
  const Events events{daemon, [&](const std::string& what, const Facts& facts) {
                        if (out.is_json)
                          return out.stream(as_json(what, facts));
                        tell(out, in_words(what, facts), tone(what));
                      }};
  bool is_there = true;
  const glib::NameWatch presence{
      daemon.bus(), Daemon::name, [&](const char* owner) {
        if (is_there == (owner != nullptr)) return;
        is_there = owner != nullptr;
        if (out.is_json)
          return out.stream(as_json(is_there ? "started" : "ended", {}));
        tell(out, is_there ? "earshotd is back" : "earshotd has ended");
      }};
  run_until_ended(daemon, Unread::end);
  return Exit::done;
}

}  // namespace cli
