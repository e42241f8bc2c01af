// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/facts.hpp"

namespace control {

glib::Dict facts(const Device& device) {
  glib::Dict result;
  result.add_path("Device", device.path)
      .add("Address", device.address)
      .add("Name", device.name);
  return result;
}

glib::Dict facts(const std::string& address, bool powered) {
  return glib::Dict{}.add("Address", address).add("Powered", powered);
}

glib::Dict facts(const Device& device, const Admission& admission,
                 const Doing& now) {
  return facts(device)
      .add("Admitted", admission.when)
      .add("Consent", admission.consent)
      .add("Until", admission.until)
      .add("Connected", now.connected)
      .add("Playing", now.playing)
      .add("Volume", now.volume)
      .add("Codec", now.codec)
      .add("Rate", now.rate);
}

glib::Dict facts(const RecordedRequest& request) {
  return glib::Dict{}
      .add("Time", request.when)
      .add("Name", request.name)
      .add("Address", request.address)
      .add("Asked", request.asked)
      .add("Outcome", request.outcome)
      .add("Why", request.why)
      .add("Consent", request.consent)
      .add("Times", request.times);
}

}  // namespace control
