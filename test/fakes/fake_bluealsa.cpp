// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/fakes/fake_bluealsa.hpp"

#include <utility>

namespace {

constexpr const char* contract = R"(<node>
  <interface name="org.bluealsa.PCM1">
    <property name="Device" type="o" access="read"/>
    <property name="Mode" type="s" access="read"/>
    <property name="Transport" type="s" access="read"/>
    <property name="Codec" type="s" access="read"/>
    <property name="Sampling" type="u" access="read"/>
    <property name="Running" type="b" access="read"/>
    <property name="SoftVolume" type="b" access="readwrite"/>
    <property name="Volume" type="q" access="readwrite"/>
  </interface>
</node>)";

}  // namespace

FakeBluealsa::FakeBluealsa(glib::Object<GDBusConnection> bus)
    : FakeObjects{std::move(bus), "org.bluealsa", "/org/bluealsa", contract} {}

std::string FakeBluealsa::add_pcm(const std::string& device, bool muted) {
  std::string path =
      "/org/bluealsa" + device.substr(device.find("/hci")) + "/a2dpsnk/source";
  Properties p;
  p["Device"] = own(g_variant_new_object_path(device.c_str()));
  p["Mode"] = own(g_variant_new_string("source"));
  p["Transport"] = own(g_variant_new_string("A2DP-sink"));
  p["Codec"] = own(g_variant_new_string("SBC"));
  p["Sampling"] = own(g_variant_new_uint32(44'100));
  p["Running"] = own(g_variant_new_boolean(FALSE));
  p["SoftVolume"] = own(g_variant_new_boolean(muted));
  p["Volume"] = own(g_variant_new_uint16(muted ? 0xffff : 0x7f7f));
  add(path, "org.bluealsa.PCM1", std::move(p));
  return path;
}

bool FakeBluealsa::is_muted(const std::string& pcm) const {
  return flag(pcm, "SoftVolume") && (number(pcm, "Volume") & 0x8080) == 0x8080;
}

bool FakeBluealsa::put(const std::string& path, const std::string& property,
                       GVariant* value, GError** error) {
  if (refuses) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "no");
    return false;
  }
  return forgets || FakeObjects::put(path, property, value, error);
}
