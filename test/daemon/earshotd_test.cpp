// SPDX-License-Identifier: GPL-3.0-or-later
// The daemon as a process of its own, as systemd starts it.
#include <gio/gio.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "test/support/box.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/small_disk.hpp"

using namespace std::chrono_literals;

namespace {

constexpr const char* audio_sink = "0000110d-0000-1000-8000-00805f9b34fb";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("earshotd serves a request, then ends cleanly on SIGTERM") {
  Box box;
  const int signal = GENERATE(SIGTERM, SIGINT);
  Process daemon = box.start();
  REQUIRE(wait_until([&] { return box.visible(); }));
  CHECK(box.notify.received("READY=1"));
  CHECK(box.confirm("00:AA:01:01:00:01"));
  daemon.signal(signal);
  CHECK(daemon.exit_status() == 0);
  CHECK(wait_until([&] { return !box.visible(); }));
  CHECK(wait_until([&] { return !box.bluez->has_agent(); }));
  CHECK(box.notify.received("STOPPING=1"));
  CHECK(contains(daemon.output, "asks: to compare a code"));
  CHECK_FALSE(contains(daemon.output, "470391"));
}

TEST_CASE("no passkey is in the log, whatever is asked for") {
  Box box;
  Process daemon = box.start({"--debug"});
  REQUIRE(wait_until([&] { return box.visible(); }));
  CHECK(box.confirm("00:AA:01:01:00:01"));
  daemon.signal(SIGTERM);
  CHECK(daemon.exit_status() == 0);
  CHECK_FALSE(contains(daemon.output, "470391"));
  CHECK_FALSE(contains(daemon.output, "470 391"));
}

TEST_CASE("the watchdog is fed") {
  Box box;
  g_subprocess_launcher_setenv(box.launcher.get(), "WATCHDOG_USEC", "200000",
                               TRUE);
  Process daemon = box.start();
  glib::Timeout look;
  look.every(50ms, [] {});
  CHECK(wait_until([&] { return box.notify.received("WATCHDOG=1"); }));
  daemon.signal(SIGTERM);
  CHECK(daemon.exit_status() == 0);
}

TEST_CASE("SIGHUP reads the configuration again; a bad one changes nothing") {
  Box box;
  Process daemon = box.start();
  glib::Timeout look;
  look.every(20ms, [] {});
  REQUIRE(wait_until(
      [&] { return box.visible() && box.notify.received("READY=1"); }));
  box.notify.forget();

  box.config("[adapter]\nname = Bad\n[voice]\nrate = 5000\n");
  daemon.signal(SIGHUP);
  REQUIRE(wait_until([&] { return box.notify.received("READY=1"); }));
  CHECK(box.bluez->text("/org/bluez/hci0", "Alias") == "raspberrypi");

  box.config("[adapter]\nname = Kitchen\n");
  daemon.signal(SIGHUP);
  CHECK(wait_until([&] {
    return box.bluez->text("/org/bluez/hci0", "Alias") == "Kitchen";
  }));
  CHECK(box.confirm("00:AA:01:01:00:01"));
  daemon.signal(SIGTERM);
  CHECK(daemon.exit_status() == 0);
  CHECK(contains(daemon.output, "[voice] rate = 5000"));
}

TEST_CASE("a broken configuration keeps the door shut, and the daemon alive") {
  Box box;
  box.config("[voice]\nrate = 5000\n[door]\n");
  Process daemon = box.start();
  REQUIRE(wait_until([&] {
    return box.bluez->has_agent() &&
           !box.bluez->flag("/org/bluez/hci0", "Pairable");
  }));
  CHECK_FALSE(box.confirm("00:AA:01:01:00:01"));
  // The box says that it is; nothing else was said by now. Nothing wakes this
  // loop when another process writes a file.
  glib::Timeout look;
  look.every(std::chrono::milliseconds{20}, [] {});
  CHECK(wait_until([&] { return box.tape.length() > 20'000; }));
  daemon.signal(SIGTERM);
  CHECK(daemon.exit_status() == 0);
  CHECK(contains(daemon.output, "[voice] rate = 5000"));
  CHECK(contains(daemon.output, "[door]"));

  // It did not use up the power-on.
  box.config("");
  Process fixed = box.start();
  CHECK(wait_until([&] { return box.visible(); }));
}

TEST_CASE("a restart does not open the window") {
  Box box;
  Process first = box.start();
  REQUIRE(wait_until([&] { return box.visible(); }));
  first.signal(SIGTERM);
  REQUIRE(first.exit_status() == 0);
  REQUIRE(wait_until([&] { return !box.visible(); }));
  Process second = box.start();
  REQUIRE(wait_until([&] { return box.bluez->has_agent(); }));
  CHECK_FALSE(box.confirm("00:AA:01:01:00:01"));
}

TEST_CASE("what could not be written is written as soon as there is room") {
  Box box;
  const SmallDisk disk{box.directory / "state"};
  g_subprocess_launcher_setenv(box.launcher.get(), "STATE_DIRECTORY",
                               disk.path().c_str(), TRUE);
  const std::string phone = "/org/bluez/hci0/dev_00_AA_01_01_00_01";
  glib::Timeout look;  // at the disk
  look.every(20ms, [] {});
  const auto in = [&] {
    return contains(TemporaryDirectory::read(disk.path() / "admitted"),
                    "00:AA:01:01:00:01");
  };
  {
    Process daemon = box.start();
    REQUIRE(wait_until([&] { return box.visible(); }));
    disk.fill();
    REQUIRE(box.confirm("00:AA:01:01:00:01"));
    box.bluez->bond(phone);
    // Nobody is told before it is kept.
    CHECK_FALSE(wait_until([&] { return !box.visible(); }, 500ms));
    disk.make_room();
    REQUIRE(wait_until([&] { return !box.visible(); }));
    REQUIRE(in());
    daemon.signal(SIGKILL);
    CHECK(daemon.exit_status() == -1);
    CHECK(contains(daemon.error, "admitted phones can't be written"));
    box.bluez->vanish();  // and the agent of the one that was killed
    box.bluez->appear();
  }
  {
    Process daemon = box.start();
    REQUIRE(wait_until([&] { return box.bluez->has_agent(); }));
    auto& known = box.bluez->authorize(phone, audio_sink);
    REQUIRE(wait_until([&] { return known.answered; }));
    CHECK(known.accepted);
    disk.fill();
    BusOwner owner{*box.bus};
    CHECK(owner.call("Forget", g_variant_new("(s)", phone.c_str())).empty());
    wait_until([] { return false; }, 200ms);
    disk.make_room();
    REQUIRE(wait_until([&] { return !in(); }));
    daemon.signal(SIGKILL);
    CHECK(daemon.exit_status() == -1);
    CHECK(contains(daemon.error, "admitted phones can't be written"));
    box.bluez->vanish();  // and the agent of the one that was killed
    box.bluez->appear();
  }
  Process daemon = box.start();
  REQUIRE(wait_until([&] { return box.bluez->has_agent(); }));
  auto& stranger = box.bluez->authorize(phone, audio_sink);
  REQUIRE(wait_until([&] { return stranger.answered; }));
  CHECK_FALSE(stranger.accepted);
}

TEST_CASE("a bus that vanishes ends the daemon with an error") {
  Box box;
  Process daemon = box.start();
  REQUIRE(wait_until([&] { return box.visible(); }));
  box.bluez.reset();
  box.bus.reset();
  CHECK(daemon.exit_status() == 1);
  CHECK(contains(daemon.output, "system bus"));
}

TEST_CASE("no bus at all is an error that says so") {
  Box box;
  g_subprocess_launcher_setenv(box.launcher.get(), "DBUS_SYSTEM_BUS_ADDRESS",
                               "unix:path=/nowhere", TRUE);
  Process daemon = box.start();
  CHECK(daemon.exit_status() == 1);
  CHECK(contains(daemon.output, "earshotd: "));
}

TEST_CASE("--check-config says what is wrong, or that all is well") {
  Box box;
  Process good = box.start({"--check-config"});
  CHECK(good.exit_status() == 0);
  CHECK(contains(good.output, "all is well"));
  box.config("[voice]\nrate = 5000\nspeed = 3\n");
  Process bad = box.start({"--check-config"});
  CHECK(bad.exit_status() == 1);
  CHECK(contains(bad.output, "rate = 5000"));
  CHECK(contains(bad.output, "speed"));
}

TEST_CASE("--version, --help and unknown options") {
  Box box;
  Process version = box.start({"--version"});
  CHECK(version.exit_status() == 0);
  CHECK(version.output == "earshotd " + std::string{EARSHOT_VERSION} + "\n");
  Process help = box.start({"--help"});
  CHECK(help.exit_status() == 0);
  CHECK(contains(help.output, "--check-config"));
  Process unknown = box.start({"--no-such-option"});
  CHECK(unknown.exit_status() == 2);
  CHECK(contains(unknown.output, "--no-such-option"));
  Process extra = box.start({"extra"});
  CHECK(extra.exit_status() == 2);
  CHECK(contains(extra.output, "extra"));
}
