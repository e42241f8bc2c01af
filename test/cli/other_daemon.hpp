// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "test/cli/desk.hpp"
#include "test/fakes/fake_objects.hpp"
#include "test/support/catch.hpp"

/** A bus that lets nobody send to Earshot, as a foreign user's would. */
class StrictBus {
 public:
  StrictBus() {
    const auto socket = directory_ / "bus";
    address_ = "unix:path=" + socket.string();
    directory_.write("bus.conf", R"(<busconfig>
  <listen>)" + address_ + R"(</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="signal"/>
    <allow receive_type="method_return"/><allow receive_type="error"/>
    <allow send_destination="org.freedesktop.DBus"/>
    <deny send_destination="org.earshot.Earshot1"/>
  </policy>
</busconfig>)");
    daemon_.emplace(launcher().get(),
                    std::vector<std::string>{
                        "dbus-daemon", "--nofork", "--nopidfile", "--nosyslog",
                        "--config-file=" + (directory_ / "bus.conf").string()});
    glib::Timeout look;
    look.every(std::chrono::milliseconds{10}, [] {});
    REQUIRE(wait_until([&] { return std::filesystem::exists(socket); }));
  }
  ~StrictBus() { daemon_->signal(SIGTERM); }
  StrictBus(const StrictBus&) = delete;
  StrictBus& operator=(const StrictBus&) = delete;
  const std::string& address() const { return address_; }

 private:
  TemporaryDirectory directory_;
  std::string address_;
  std::optional<Process> daemon_;
};

/** A daemon of another version, or one that is not honest. */
class OtherDaemon : public FakeObjects {
 public:
  OtherDaemon(glib::Object<GDBusConnection> bus, Properties properties)
      : FakeObjects{std::move(bus), "org.earshot.Earshot1", "/",
                    contract(properties).c_str()} {
    add("/org/earshot", "org.earshot.Earshot1", std::move(properties));
    appear();
  }

 private:
  /** Of these properties, and nothing else. */
  static std::string contract(const Properties& properties) {
    std::string xml = "<node><interface name='org.earshot.Earshot1'>";
    for (const auto& [name, value] : properties)
      xml += "<property name='" + name + "' type='" +
             g_variant_get_type_string(value.get()) + "' access='read'/>";
    return xml + "</interface></node>";
  }
};
