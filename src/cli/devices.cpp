// SPDX-License-Identifier: GPL-3.0-or-later
// The paired phones, and how they are forgotten or blocked.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "cli/client/daemon.hpp"
#include "cli/commands.hpp"
#include "cli/output/listing.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/output.hpp"
#include "glib/dict.hpp"
#include "host/address.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

bool same_name(const std::string& a, const std::string& b) {
  return g_ascii_strcasecmp(a.c_str(), b.c_str()) == 0;
}

void append(std::vector<Facts>& to, std::vector<Facts> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

/** A device as the daemon and as its owner calls it. */
struct Named {
  std::string address;
  std::string who;
};

/** The one that these words name; throws Failure with what they could mean. */
Named find(const std::vector<Facts>& devices, const Arguments& words) {
  const std::string named = fmt::format("{}", fmt::join(words, " "));
  std::vector<Named> found;
  std::vector<std::string> addresses;
  std::vector<std::string> all;
  for (const Facts& device : devices) {
    const std::string name = device.text("Name");
    const std::string address = device.text("Address");
    all.insert(all.end(), {name, address});
    if (!same_name(name, named) && !same_address(address, named)) continue;
    found.push_back({address, described(device)});
    addresses.push_back(address);
  }
  if (found.size() == 1) return found.front();
  // BlueZ may know more devices than those that are paired with consent.
  if (found.empty() && is_address(named)) return {named, printable(named)};
  if (found.empty())
    throw Failure{Exit::failed,
                  fmt::format("no phone is called '{}'{}", printable(named),
                              did_you_mean(named, all)),
                  "earshot devices"};
  throw Failure{
      Exit::failed,
      fmt::format("{} are called '{}'; give the address: {}", found.size(),
                  printable(named), fmt::join(addresses, " "))};
}

/** Asks at a terminal; in a script the command itself is the answer. */
bool confirmed(const std::string& question) {
  if (!isatty(STDIN_FILENO)) return true;
  std::cerr << question << " [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

Exit devices(const Arguments& arguments) {
  Output out;
  Options{"devices", "", "Lists the paired phones, and the blocked devices."}
      .json(out)
      .parse(arguments);
  const Facts state = Daemon{}.state();
  if (out.is_json)
    out.print(glib::Dict{}
                  .add("devices", devices_as_json(state))
                  .add("unlisted", named_as_json(state, "Unlisted"))
                  .add("blocked", named_as_json(state, "Blocked")));
  else if (out.is_terminal())
    print_devices(out, state);
  else
    out.table(devices_as_table(out, state));
  return Exit::done;
}

Exit forget(const Arguments& arguments) {
  Output out;
  bool all = false;
  bool sure = false;
  const Arguments words =
      Options{"forget", "NAME|ADDRESS|--all",
              "Disconnects a phone and makes it a stranger again. At a "
              "terminal it asks first."}
          .flag("all", all, "Forget every phone")
          .flag("yes", sure, "Do not ask")
          .json(out)
          .parse(arguments, most_words);
  if (all == !words.empty())
    throw Failure{Exit::usage, "give either a NAME, an ADDRESS or --all",
                  "earshot devices"};
  const Daemon daemon;
  const Facts state = daemon.state();
  std::vector<Facts> known = state.dictionaries("Devices");
  std::vector<std::string> gone;
  if (all) {
    for (const Facts& device : known) gone.push_back(described(device));
    if (!sure && !gone.empty() &&
        !confirmed(fmt::format("Forget all {} phones?", gone.size())))
      return Exit::failed;
    daemon.call("ForgetAll");
  } else {
    append(known, state.dictionaries("Unlisted"));
    const auto [address, who] = find(known, words);
    if (!sure && !confirmed(fmt::format("Forget {}?", who)))
      return Exit::failed;
    daemon.call("Forget", g_variant_new("(s)", address.c_str()));
    gone.push_back(who);
  }
  const std::string each = " has been forgotten.";
  out.print(glib::Dict{}.add("forgotten", gone),
            gone.empty()
                ? "No phones were paired."
                : fmt::format("{}{}", fmt::join(gone, each + "\n"), each));
  return Exit::done;
}

Exit block(const Arguments& arguments) {
  Output out;
  bool undo = false;
  const Arguments words =
      Options{"block", "NAME|ADDRESS",
              "Has BlueZ refuse every connection from a device's address, and "
              "forgets the device.\nAddresses are easily changed: this stops a "
              "device, not a person."}
          .flag("undo", undo, "Let it ask again")
          .json(out)
          .parse(arguments, most_words, 1);
  const Daemon daemon;
  const Facts state = daemon.state();
  std::vector<Facts> known = state.dictionaries(undo ? "Blocked" : "Devices");
  if (!undo) append(known, state.dictionaries("Unlisted"));
  if (Facts asking = state.dictionary("Request"); !undo && !asking.empty())
    known.push_back(std::move(asking));
  const auto [address, who] = find(known, words);
  daemon.call("Block", g_variant_new("(sb)", address.c_str(), !undo));
  out.print(glib::Dict{}.add("address", address).add("blocked", !undo),
            who + (undo ? " may ask again." : " is blocked."));
  return Exit::done;
}

}  // namespace cli
