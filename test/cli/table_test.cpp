// SPDX-License-Identifier: GPL-3.0-or-later
// What the command's tables look like at terminals of forty columns and more.
#include "cli/output/columns.hpp"
#include "glib/dict.hpp"
#include "test/cli/desk.hpp"
#include "test/fakes/fake_objects.hpp"
#include "test/support/catch.hpp"

namespace {

/** A daemon that knows long names, wide ones, and long reasons. */
class Talkative : public FakeObjects {
 public:
  explicit Talkative(glib::Object<GDBusConnection> bus)
      : FakeObjects{std::move(bus), name, "/", R"(<node>
  <interface name='org.earshot.Earshot1'>
    <method name='Log'><arg type='s'/><arg type='aa{sv}' direction='out'/>
    </method>
    <property name='Version' type='s' access='read'/>
    <property name='Devices' type='aa{sv}' access='read'/>
  </interface></node>)"} {
    Properties properties;
    properties["Version"] = own(g_variant_new_string("0.0.9"));
    properties["Devices"] = own(glib::Dict::list(
        {device("Pixel", "00:AA:01:01:00:01", "heard", true),
         device("寝室のスピーカー", "00:AA:01:01:00:02", "owner", false),
         device("Grandmother's old telephone", "00:AA:01:01:00:03", "key",
                false)}));
    add("/org/earshot", name, std::move(properties));
    serve("/org/earshot", name);
    appear();
  }

 private:
  static constexpr const char* name = "org.earshot.Earshot1";

  static glib::Dict device(const char* called, const char* address,
                           const char* consent, bool playing) {
    return glib::Dict{}
        .add("Name", called)
        .add("Address", address)
        .add("Admitted", "2026-11-22T18:30:00Z")
        .add("Consent", consent)
        .add("Playing", playing);
  }
  static glib::Dict request(const char* called, const char* asked,
                            const char* why, const char* consent = "") {
    return glib::Dict{}
        .add("Time", "2026-11-22T18:30:00Z")
        .add("Name", called)
        .add("Address", "00:AA:01:01:00:01")
        .add("Asked", asked)
        .add("Why", why)
        .add("Consent", consent);
  }

  void call(const char*, const std::string&, GVariant*,
            GDBusMethodInvocation* invocation) override {
    GVariant* requests = glib::Dict::list(
        {request("Pixel", "compare", "admitted", "heard"),
         request("寝室のスピーカー", "just-works",
                 "it was bonded without consent; remove it first (earshot "
                 "forget, or bluetoothctl remove), then pair it again"),
         request("Grandmother's old telephone", "keypad",
                 "the pairing window is shut")});
    g_dbus_method_invocation_return_value(invocation,
                                          g_variant_new_tuple(&requests, 1));
  }
};

std::string plain(std::string text) {
  std::erase(text, '\r');
  return text;
}

std::string golden(const std::string& name) {
  return TemporaryDirectory::read(
      std::filesystem::path{g_getenv("EARSHOT_GOLDEN")} / name);
}

}  // namespace

TEST_CASE("a table is as its golden output at 40, 80 and 120 columns") {
  const PrivateBus bus;
  const Talkative daemon{bus.connect()};
  Desk earshot{bus.address()};
  earshot.set("NO_COLOR", "1");
  const char* table = GENERATE("devices", "log");
  const unsigned width = GENERATE(40u, 80u, 120u);
  INFO(table << " at " << width);
  const Ran ran = earshot.at_terminal(width, table);
  CHECK(ran.status == 0);
  CHECK(plain(ran.out) ==
        golden(std::string{table} + "-" + std::to_string(width) + ".txt"));
  for (const std::string& line : lines(plain(ran.out)))
    CHECK(cli::columns(line) <= width);
}

TEST_CASE("in a pipe a table is lines with tabs, names and no headings") {
  const PrivateBus bus;
  const Talkative daemon{bus.connect()};
  Desk earshot{bus.address()};
  const auto log = lines(earshot({"log"}).out);
  REQUIRE(log.size() == 3);
  CHECK(log[0] ==
        "Pixel\t00:AA:01:01:00:01\t2026-11-22 18:30\tcompare\tadmitted, by "
        "heard");
  CHECK(log[2] ==
        "Grandmother's old telephone\t00:AA:01:01:00:01\t2026-11-22 "
        "18:30\tkeypad\tthe pairing window is shut");
  const auto devices = lines(earshot({"devices"}).out);
  REQUIRE(devices.size() == 3);
  CHECK(devices[1] ==
        "寝室のスピーカー\t00:AA:01:01:00:02\t2026-11-22 18:30\towner\tfor "
        "ever\t");
}
