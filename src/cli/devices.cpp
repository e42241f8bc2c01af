// SPDX-License-Identifier: GPL-3.0-or-later
// Who is in, and who shall be no more.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

bool same(const std::string& a, const std::string& b) {
  return g_ascii_strcasecmp(a.c_str(), b.c_str()) == 0;
}

bool is_address(const std::string& text) {
  return text.size() == 17 && std::count(text.begin(), text.end(), ':') == 5;
}

/** The one that this names; throws Failure with what it could mean. */
Facts find(const std::vector<Facts>& devices, const std::string& named) {
  std::vector<Facts> found;
  std::vector<std::string> names;
  for (const Facts& device : devices) {
    names.push_back(device.text("Name"));
    names.push_back(device.text("Address"));
    if (same(device.text("Name"), named) || same(device.text("Address"), named))
      found.push_back(device);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    // BlueZ may know more devices than those that are in.
    if (is_address(named)) return {};
    throw Failure{Exit::failed,
                  "nobody is called '" + printable(named) + "'" +
                      did_you_mean(named, names),
                  "earshot devices"};
  }
  std::string all;
  for (const Facts& device : found) all += " " + device.text("Address");
  throw Failure{Exit::failed, std::to_string(found.size()) + " are called '" +
                                  printable(named) +
                                  "'; give the address:" + all};
}

/** Asks at a terminal; else it is what the caller wants. */
bool confirmed(const std::string& question) {
  if (!isatty(STDIN_FILENO)) return true;
  std::cerr << question << " [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

Exit devices(const Arguments& arguments) {
  bool json = false;
  Options{"devices", "", "Lists who is in, and what is blocked."}
      .flag("json", json, "Print JSON")
      .parse(arguments, 0, 0);
  const Output out{Output::Form{json}};
  const Facts state = Daemon{}.state();
  if (json) {
    out.print(glib::Dict{}
                  .add("devices", devices_as_json(state))
                  .add("blocked", blocked_as_json(state)));
    return Exit::done;
  }
  const Table in = devices_as_table(state);
  if (!in.rows.empty() || !out.is_terminal())
    out.table(in);
  else
    out.line("Nobody is in yet.");
  if (const Table blocked = blocked_as_table(state);
      !blocked.rows.empty() && out.is_terminal()) {
    out.line();
    out.table(blocked);
  }
  return Exit::done;
}

Exit forget(const Arguments& arguments) {
  bool json = false;
  bool all = false;
  bool sure = false;
  const Arguments named =
      Options{"forget", "NAME|ADDRESS|--all",
              "Disconnects a phone, and makes it a stranger again. Asks first "
              "at a terminal."}
          .flag("all", all, "All phones")
          .flag("yes", sure, "Do not ask")
          .flag("json", json, "Print JSON")
          .parse(arguments, 0, 1);
  if (all == !named.empty())
    throw Failure{Exit::usage, "give either a NAME, an ADDRESS or --all",
                  "earshot devices"};
  const Output out{Output::Form{json}};
  const Daemon daemon;
  const std::vector<Facts> known = daemon.state().dictionaries("Devices");
  std::vector<std::string> gone;
  if (all) {
    for (const Facts& device : known) gone.push_back(described(device));
    if (!sure && !gone.empty() &&
        !confirmed("Forget all " + std::to_string(gone.size()) + " phones?"))
      return Exit::failed;
    daemon.call("ForgetAll");
  } else {
    const Facts device = find(known, named.front());
    const std::string who =
        device.empty() ? printable(named.front()) : described(device);
    if (!sure && !confirmed("Forget " + who + "?")) return Exit::failed;
    const std::string address =
        device.empty() ? named.front() : device.text("Address");
    daemon.call("Forget", g_variant_new("(s)", address.c_str()));
    gone.push_back(who);
  }
  if (json) out.print(glib::Dict{}.add("forgotten", gone));
  for (const std::string& who : gone)
    if (!json) out.line(who + " is forgotten.");
  if (gone.empty() && !json) out.line("Nobody was in.");
  return Exit::done;
}

Exit block(const Arguments& arguments) {
  bool json = false;
  bool undo = false;
  const Arguments named =
      Options{
          "block", "NAME|ADDRESS",
          "Has BlueZ refuse every link to a device's address, and takes it "
          "from the list of who\nis in. An address can be changed by whoever "
          "wants to: it stops a device, not a person."}
          .flag("undo", undo, "Let it ask again")
          .flag("json", json, "Print JSON")
          .parse(arguments, 1, 1);
  const Output out{Output::Form{json}};
  const Daemon daemon;
  const Facts state = daemon.state();
  std::vector<Facts> known = state.dictionaries(undo ? "Blocked" : "Devices");
  if (Facts asking = state.dictionary("Request"); !undo && !asking.empty())
    known.push_back(std::move(asking));
  const Facts device = find(known, named.front());
  const std::string address =
      device.empty() ? named.front() : device.text("Address");
  daemon.call("Block", g_variant_new("(sb)", address.c_str(), !undo));
  const std::string who =
      device.empty() ? printable(named.front()) : described(device);
  if (json)
    out.print(glib::Dict{}.add("address", address).add("blocked", !undo));
  else
    out.line(who + (undo ? " may ask again." : " is blocked."));
  return Exit::done;
}

}  // namespace cli
