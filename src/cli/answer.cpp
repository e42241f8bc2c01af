// SPDX-License-Identifier: GPL-3.0-or-later
// The owner's yes and no to the request that waits.
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "cli/client/daemon.hpp"
#include "cli/client/events.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/output.hpp"
#include "host/address.hpp"
#include "host/printable.hpp"
#include "pairing/pairing.hpp"

namespace cli {
namespace {

using pairing::Pairing;

/** A request is over by then, whatever becomes of it. */
constexpr std::chrono::milliseconds longest =
    std::chrono::duration_cast<std::chrono::milliseconds>(
        Pairing::answer_within + Pairing::bonded_within + Pairing::kept_within);

/** Answers the request that is waiting; the words may name it, so that no
 * other one is meant. Returns it. */
Facts answer(const Daemon& daemon, const char* method, const Arguments& words) {
  Facts asking = daemon.state().dictionary("Request");
  const std::string whose = fmt::format("{}", fmt::join(words, " "));
  if (!whose.empty() && !asking.empty() && whose != asking.text("Name") &&
      !same_address(whose, asking.text("Address")))
    throw Failure{Exit::failed,
                  fmt::format("{} is not the one waiting; {} is",
                              printable(whose), described(asking))};
  daemon.call(method);
  return asking;
}

glib::Dict as_json(const char* answer, const Facts& asking) {
  return glib::Dict{}
      .add("answer", answer)
      .add_all(asking.texts({"Name", "Address"}));
}

/** Says yes, and waits for what becomes of it. */
Exit yes_and_wait(const Output& out, const Daemon& daemon,
                  const Arguments& whose) {
  Facts asking;
  std::string outcome;
  std::string why;
  const Events events{daemon, [&](const std::string& what, const Facts& facts) {
                        if (facts.text("Address") != asking.text("Address"))
                          return;
                        if (what != "admitted" && what != "refused") return;
                        outcome = what;
                        why = facts.text("Why");
                      }};
  asking = answer(daemon, "Yes", whose);
  const std::string who = described(asking);
  if (!out.is_json && daemon.state().flag("Speaking")) {
    out.line(who + " will be let in once the code has been said.");
    Output::flush();
  }
  if (!run_until([&] { return !outcome.empty(); }, longest))
    throw Failure{Exit::failed, "earshotd did not tell what became of " + who,
                  "earshot log"};
  const bool is_in = outcome == "admitted";
  out.print(as_json("yes", asking).add("outcome", outcome).add("why", why),
            is_in ? who + " is let in."
                  : fmt::format("{} was refused: {}.", who, why));
  return is_in ? Exit::done : Exit::failed;
}

}  // namespace

Exit yes(const Arguments& arguments) {
  Output out;
  bool wait = out.is_terminal();
  const Arguments whose =
      Options{"yes", "[NAME|ADDRESS]",
              "Lets in the phone that is waiting, if [pairing] consent lists "
              "command.\nCompare the code first."}
          .flag("wait", wait,
                "Tell what became of it, as is done at a terminal")
          .json(out)
          .parse(arguments, most_words);
  const Daemon daemon;
  if (wait) return yes_and_wait(out, daemon, whose);
  const Facts asking = answer(daemon, "Yes", whose);
  out.print(
      as_json("yes", asking),
      described(asking) + (daemon.state().flag("Speaking")
                               ? " will be let in once the code has been said."
                               : " is let in."));
  return Exit::done;
}

Exit no(const Arguments& arguments) {
  Output out;
  const Arguments whose =
      Options{"no", "[NAME|ADDRESS]", "Refuses the phone that is waiting."}
          .json(out)
          .parse(arguments, most_words);
  const Facts asking = answer(Daemon{}, "No", whose);
  out.print(as_json("no", asking),
            fmt::format("{} is refused.", described(asking)));
  return Exit::done;
}

}  // namespace cli
