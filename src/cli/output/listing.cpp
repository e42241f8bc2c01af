// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output/times.hpp"
#include "cli/output/words.hpp"

namespace cli {
namespace {

std::string act(const Output& out, const Facts& facts) {
  const std::string name = facts.text("Consent");
  return out.is_terminal() ? act_in_words(name) : name;
}

std::string now(const Facts& device) {
  if (device.flag("Playing")) return "playing";
  return device.flag("Connected") ? "connected" : "";
}

void print_named(const Output& out, const char* heading,
                 const std::vector<Facts>& devices) {
  if (devices.empty()) return;
  Table table{{heading, "ADDRESS"}, {}};
  for (const Facts& device : devices)
    table.rows.push_back({device.text("Name"), device.text("Address")});
  out.line();
  out.table(table);
}

std::string outcome(const Output& out, const Facts& request) {
  std::string result = request.text("Why");
  if (const std::string by = act(out, request); !by.empty())
    result += fmt::format(", by {}", by);
  if (const auto times = request.number("Times"); times > 1)
    result += fmt::format(", {} times", times);
  return result;
}

}  // namespace

Table devices_as_table(const Output& out, const Facts& state) {
  Table table{{"NAME", "ADDRESS", "SINCE", "BY", "UNTIL", "NOW"}, {}};
  for (const Facts& device : state.dictionaries("Devices")) {
    const std::string until = device.text("Until");
    table.rows.push_back({device.text("Name"), device.text("Address"),
                          local(device.text("Admitted")), act(out, device),
                          until.empty() ? "for ever" : local(until),
                          now(device)});
  }
  // Where all stay, people need no column that says so.
  constexpr std::size_t until = 4;
  const auto stays = [](const Table::Row& row) {
    return row[until] == "for ever";
  };
  if (out.is_terminal() &&
      std::all_of(table.rows.begin(), table.rows.end(), stays)) {
    table.headings.erase(table.headings.begin() + until);
    for (Table::Row& row : table.rows) row.erase(row.begin() + until);
  }
  return table;
}

std::string described(const Facts& device) {
  const std::string name = device.text("Name");
  const std::string address = device.text("Address");
  return name.empty() ? address : fmt::format("{} ({})", name, address);
}

std::vector<glib::Dict> devices_as_json(const Facts& state) {
  std::vector<glib::Dict> result;
  for (const Facts& device : state.dictionaries("Devices"))
    result
        .emplace_back(
            device.texts({"Name", "Address", "Admitted", "Consent", "Until"}))
        .add("connected", device.flag("Connected"))
        .add("playing", device.flag("Playing"))
        .add("codec", device.text("Codec"))
        .add("rate", device.number("Rate"));
  return result;
}

std::vector<glib::Dict> named_as_json(const Facts& state, const char* list) {
  std::vector<glib::Dict> result;
  for (const Facts& device : state.dictionaries(list))
    result.push_back(device.texts({"Name", "Address"}));
  return result;
}

void print_devices(const Output& out, const Facts& state) {
  if (const Table devices = devices_as_table(out, state); !devices.rows.empty())
    out.table(devices);
  else
    out.line("No phones are paired yet.");
  print_named(out, "PAIRED, NOT LET IN", state.dictionaries("Unlisted"));
  print_named(out, "BLOCKED", state.dictionaries("Blocked"));
}

std::vector<glib::Dict> requests_as_json(const std::vector<Facts>& requests) {
  std::vector<glib::Dict> result;
  for (const Facts& request : requests)
    result
        .emplace_back(request.texts(
            {"Time", "Name", "Address", "Asked", "Outcome", "Why", "Consent"}))
        .add("times", request.number("Times"));
  return result;
}

Table requests_as_table(const Output& out, const std::vector<Facts>& requests) {
  Table table{{"NAME", "ADDRESS", "WHEN", "ASKED", "OUTCOME"}, {}};
  for (const Facts& request : requests)
    table.rows.push_back({request.text("Name"), request.text("Address"),
                          local(request.text("Time")), request.text("Asked"),
                          outcome(out, request)});
  return table;
}

}  // namespace cli
