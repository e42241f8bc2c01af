// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/listing.hpp"

#include "cli/output/times.hpp"
#include "pairing/words.hpp"

namespace cli {
namespace {

std::string now(const Facts& device) {
  if (device.flag("Playing")) return "playing";
  return device.flag("Connected") ? "connected" : "";
}

std::string outcome(const Facts& request) {
  std::string result = request.text("Why");
  if (const std::string consent = request.text("Consent"); !consent.empty())
    result += ", by " + consent;
  if (const auto times = request.number("Times"); times > 1)
    result += ", " + std::to_string(times) + " times";
  return result;
}

}  // namespace

std::string described(const Facts& device) {
  const std::string name = device.text("Name");
  const std::string address = device.text("Address");
  return name.empty() ? address : name + " (" + address + ")";
}

std::string asked_in_words(const std::string& asked) {
  const auto method = pairing::method_named(asked);
  return method ? text(*method) : asked;
}

std::vector<glib::Dict> devices_as_json(const Facts& state) {
  std::vector<glib::Dict> result;
  for (const Facts& device : state.dictionaries("Devices"))
    result.emplace_back()
        .add("name", device.text("Name"))
        .add("address", device.text("Address"))
        .add("admitted", device.text("Admitted"))
        .add("consent", device.text("Consent"))
        .add("until", device.text("Until"))
        .add("connected", device.flag("Connected"))
        .add("playing", device.flag("Playing"));
  return result;
}

Table devices_as_table(const Facts& state) {
  Table table{{"NAME", "ADDRESS", "SINCE", "BY", "UNTIL", "NOW"}, {}};
  for (const Facts& device : state.dictionaries("Devices")) {
    const std::string until = device.text("Until");
    table.rows.push_back(
        {device.text("Name"), device.text("Address"),
         local(device.text("Admitted")), device.text("Consent"),
         until.empty() ? "for ever" : local(until), now(device)});
  }
  return table;
}

std::vector<glib::Dict> blocked_as_json(const Facts& state) {
  std::vector<glib::Dict> result;
  for (const Facts& device : state.dictionaries("Blocked"))
    result.emplace_back()
        .add("name", device.text("Name"))
        .add("address", device.text("Address"));
  return result;
}

Table blocked_as_table(const Facts& state) {
  Table table{{"BLOCKED", "ADDRESS"}, {}};
  for (const Facts& device : state.dictionaries("Blocked"))
    table.rows.push_back({device.text("Name"), device.text("Address")});
  return table;
}

std::vector<glib::Dict> requests_as_json(const std::vector<Facts>& requests) {
  std::vector<glib::Dict> result;
  for (const Facts& request : requests)
    result.emplace_back()
        .add("time", request.text("Time"))
        .add("name", request.text("Name"))
        .add("address", request.text("Address"))
        .add("asked", request.text("Asked"))
        .add("outcome", request.text("Outcome"))
        .add("why", request.text("Why"))
        .add("consent", request.text("Consent"))
        .add("times", request.number("Times"));
  return result;
}

Table requests_as_table(const std::vector<Facts>& requests) {
  Table table{{"NAME", "ADDRESS", "WHEN", "ASKED", "WHAT BECAME OF IT"}, {}};
  for (const Facts& request : requests)
    table.rows.push_back({request.text("Name"), request.text("Address"),
                          local(request.text("Time")), request.text("Asked"),
                          outcome(request)});
  return table;
}

}  // namespace cli
