// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "glib/handle.hpp"
#include "test/fakes/fake_bluealsa.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/catch.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/process.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

/** Stands in for systemd's end of sd_notify(3). */
class NotifySocket {
 public:
  explicit NotifySocket(const std::filesystem::path& path)
      : socket_{g_socket_new(G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                             G_SOCKET_PROTOCOL_DEFAULT, nullptr)} {
    const glib::Object<GSocketAddress> address{
        g_unix_socket_address_new(path.c_str())};
    REQUIRE(g_socket_bind(socket_.get(), address.get(), FALSE, nullptr));
    g_socket_set_blocking(socket_.get(), FALSE);
  }
  bool received(const std::string& state) {
    char buffer[256];
    for (gssize n = 0;
         (n = g_socket_receive(socket_.get(), buffer, sizeof buffer, nullptr,
                               nullptr)) > 0;)
      all_ += std::string{buffer, static_cast<std::size_t>(n)} + "\n";
    return all_.find(state) != all_.npos;
  }
  void forget() { all_.clear(); }

 private:
  glib::Object<GSocket> socket_;
  std::string all_;
};

/** A bus, a fake BlueZ and the directories that systemd would make. */
struct Box {
  Box() {
    bluez.emplace(bus->connect());
    bluez->add_adapter("hci0", "00:AA:01:00:00:00");
    bluez->appear();
    const auto set = [&](const char* name, const std::string& value) {
      g_subprocess_launcher_setenv(launcher.get(), name, value.c_str(), TRUE);
    };
    g_file_monitor_set_rate_limit(watch.get(), 10);
    set("DBUS_SYSTEM_BUS_ADDRESS", bus->address());
    set("STATE_DIRECTORY", directory.path());
    set("RUNTIME_DIRECTORY", directory.path());
    set("NOTIFY_SOCKET", directory / "notify");
    set("EARSHOT_TAPE", tape.file());
    config("");
  }
  void config(const std::string& more) {
    // No radio is at stake here, whatever kernel runs the tests.
    directory.write("earshot.conf",
                    "[pairing]\nunsafe-kernel = accept\n"
                    "[sound]\noutput = quick\n" +
                        more);
  }
  Process start(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), g_getenv("EARSHOTD"));
    arguments.push_back("--config=" + (directory / "earshot.conf").string());
    return Process{launcher.get(), arguments};
  }
  bool visible() const {
    return bluez->flag("/org/bluez/hci0", "Discoverable");
  }
  bool confirm(const char* address) {
    const std::string phone = bluez->add_device(address, "Pixel");
    auto& answer = bluez->confirm(phone, 470391);
    return wait_until([&] { return answer.answered; }) && answer.accepted;
  }

  Tape tape;
  TemporaryDirectory directory;
  /** What the daemon writes there wakes those who wait for it. */
  glib::Object<GFile> state{g_file_new_for_path(directory.path().c_str())};
  glib::Object<GFileMonitor> watch{g_file_monitor_directory(
      state.get(), G_FILE_MONITOR_WATCH_MOVES, nullptr, nullptr)};
  std::optional<PrivateBus> bus{std::in_place};
  std::optional<FakeBluez> bluez;
  NotifySocket notify{directory / "notify"};
  glib::Object<GSubprocessLauncher> launcher = ::launcher();
};
