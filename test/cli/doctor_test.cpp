// SPDX-License-Identifier: GPL-3.0-or-later
// earshot doctor: a box that is well, and what can be wrong with its system.
#include <sys/prctl.h>

#include "test/cli/patient.hpp"
#include "test/support/bus_owner.hpp"

TEST_CASE("of a box that is well, doctor says so") {
  Patient patient;
  for (const auto& [name, found] : patient.examine()) {
    INFO(name << ": " << found.what << " -> " << found.mend);
    // This machine's kernel may have no Bluetooth at all.
    if (name == "ssp" && found.level == "skipped") continue;
    CHECK(found.level == "ok");
  }
  const Ran ran = patient.ran();
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "All is well."));
}

TEST_CASE("doctor finds what is wrong with the files of the system") {
  using Break = void (*)(Patient&);
  const auto [name, level, what, mend, harm] =
      GENERATE(table<const char*, const char*, const char*, const char*, Break>(
          {{"config", "failure", "[voice] rate = 9", "fix it",
            [](Patient& p) { p.earshot.config("[voice]\nrate = 9\n"); }},
           {"policy", "failure", "policy", "--reinstall earshot",
            [](Patient& p) {
              p.remove("usr/share/dbus-1/system.d/org.earshot.Earshot1.conf");
            }},
           {"groups", "failure", "no user earshot", "--reinstall earshot",
            [](Patient& p) {
              p.write("etc/passwd", "root:x:0:0::/:/bin/sh\n");
            }},
           {"groups", "failure", "not in group audio", "adduser earshot audio",
            [](Patient& p) { p.write("etc/group", "audio:x:29:pi\n"); }},
           {"groups", "failure", "not in group input", "adduser earshot input",
            [](Patient& p) {
              p.write("etc/group", "audio:x:29:earshot\n");
              p.earshot.config("[keys]\ndevice = gpio-keys\n");
            }},
           {"unit", "failure", "missing", "--reinstall earshot",
            [](Patient& p) {
              p.remove("usr/lib/systemd/system/earshot.service");
            }},
           {"unit", "warning", "not enabled", "systemctl enable --now earshot",
            [](Patient& p) {
              p.remove(
                  "etc/systemd/system/multi-user.target.wants/earshot.service");
            }},
           {"unit", "warning", "PrivateNetwork=yes", "systemctl revert earshot",
            [](Patient& p) {
              p.write("etc/systemd/system/earshot.service.d/own.conf",
                      "[Service]\nPrivateNetwork=no\n");
            }},
           {"clock", "warning", "does not set the clock", "set-ntp true",
            [](Patient& p) {
              p.remove("run/systemd/timesync/synchronized");
              p.earshot.config("[window]\nquiet = 22:00-07:00\n");
            }},
           {"state", "warning", "admitted.damaged", "sudo rm ",
            [](Patient&
                   p) { p.write("var/lib/earshot/admitted.damaged", "noise"); }},
           {"hooks", "failure", "[hooks] opened", "chmod a+rx /usr/bin/lamp",
            [](Patient& p) {
              p.earshot.config("[hooks]\nopened = /usr/bin/lamp on\n");
            }},
           {"kernel", "failure", "CVE-2024-8805", "full-upgrade",
            [](Patient& p) {
              p.write("proc/sys/kernel/osrelease", "6.1.0-9-arm64\n");
              p.write("proc/sys/kernel/version", "#1 SMP Debian 6.1.27-1\n");
            }},
           {"rfkill", "failure", "hci0 is blocked by rfkill",
            "sudo rfkill unblock bluetooth",
            [](Patient&
                   p) { p.write("sys/class/rfkill/rfkill0/soft", "1\n"); }},
           {"rfkill", "failure", "by a switch", "switch",
            [](Patient&
                   p) { p.write("sys/class/rfkill/rfkill0/hard", "1\n"); }},
           {"bluetoothd", "warning", "BlueZ 5.50 is old", "full-upgrade",
            [](Patient& p) { p.bluetoothd("5.50"); }},
           {"settings", "failure", "JustWorksRepairing", "restart bluetooth",
            [](Patient& p) {
              p.write("etc/bluetooth/main.conf",
                      "[General]\nJustWorksRepairing = always\n");
            }},
           {"settings", "failure", "AlwaysPairable", "restart bluetooth",
            [](Patient& p) {
              p.write("etc/bluetooth/main.conf",
                      "[General]\nAlwaysPairable = true\n");
            }},
           {"settings", "failure", "ControllerMode = le", "dual",
            [](Patient& p) {
              p.write("etc/bluetooth/main.conf",
                      "[General]\nControllerMode = le\n");
            }},
           {"settings", "failure", "earshot-speaker.conf: ControllerMode = le",
            "dual", [](Patient& p) {
              p.write(
                  "lib/systemd/system/bluetooth.service.d/earshot-speaker.conf",
                  "");
              p.write("etc/bluetooth/earshot-speaker.conf",
                      "[General]\nControllerMode = le\n");
            }}}));
  Patient patient;
  harm(patient);
  check(patient, name, level, what, mend);
}

TEST_CASE("doctor finds where phones are not remembered") {
  Patient patient;
  SECTION("the whole system is in memory") {
    patient.mounted("/", "tmpfs", "rw");
    check(patient, "memory", "failure",
          "/var/lib/earshot, /var/lib/bluetooth is in memory", "raspi-config");
  }
  SECTION("BlueZ's bonds can't be written") {
    patient.mounted("/var/lib/bluetooth", "ext4", "ro");
    check(patient, "memory", "failure", "/var/lib/bluetooth is read-only",
          "sudo mount -o remount,rw /var/lib/bluetooth");
  }
  SECTION("one of the two is on a disk of its own") {
    patient.mounted("/", "overlay", "rw");
    patient.mounted("/var/lib/earshot", "ext4", "rw");
    const Found found = patient.examine()["memory"];
    CHECK(found.level == "warning");
    CHECK(found.what == "/var/lib/bluetooth is in an overlay");
  }
  SECTION("a directory whose name only begins like one is another") {
    patient.mounted("/var/lib/blue", "tmpfs", "rw");
    CHECK(patient.examine()["memory"].level == "ok");
  }
}

TEST_CASE("doctor finds keys that mean something to others, too") {
  Patient patient;
  SECTION("logind acts on the power key") {
    patient.write("etc/systemd/logind.conf",
                  "[Login]\n#HandlePowerKey=ignore\n");
    patient.earshot.config("[keys]\ndevice = gpio-keys\nyes = KEY_POWER\n");
    check(patient, "buttons", "warning", "KEY_POWER", "HandlePowerKey=ignore");
    patient.write("etc/systemd/logind.conf.d/own.conf",
                  "[Login]\nHandlePowerKey=ignore\n");
    check(patient, "buttons", "ok", "logind leaves", "");
  }
  SECTION("the keys of phones are the box's") {
    patient.remove("usr/lib/udev/rules.d/60-earshot.rules");
    check(patient, "remotes", "warning", "60-earshot.rules is missing",
          "--reinstall earshot");
  }
  SECTION("bluetoothd takes keyboards over LE") {
    patient.runs("--noplugin=input");
    check(patient, "profiles", "warning", "keyboards over LE",
          "earshot-speaker");
  }
}

TEST_CASE("doctor finds what is wrong with Bluetooth") {
  Patient patient;
  const std::string adapter = House::adapter;
  SECTION("bluetoothd does not run") {
    patient.house.bluez.vanish();
    check(patient, "bluetoothd", "failure", "does not run",
          "systemctl enable --now bluetooth");
    CHECK(patient.examine()["adapter"].level == "skipped");
  }
  SECTION("it is not installed either") {
    patient.house.bluez.vanish();
    patient.remove("usr/libexec/bluetooth/bluetoothd");
    check(patient, "bluetoothd", "failure", "neither installed nor running",
          "apt install bluez");
  }
  SECTION("there is no adapter") {
    patient.house.bluez.remove_adapter("hci0");
    check(patient, "adapter", "failure", "no Bluetooth adapter", "disable-bt");
  }
  SECTION("there is another adapter than the configured one") {
    patient.earshot.config("[adapter]\naddress = 00:11:22:33:44:55\n");
    check(patient, "adapter", "failure", "00:11:22:33:44:55",
          "[adapter] address");
  }
  SECTION("the adapter is off") {
    patient.house.bluez.blocked = true;
    patient.house.bluez.set(adapter, "Powered", g_variant_new_boolean(FALSE));
    check(patient, "adapter", "failure", "is off", "bluetoothctl power on");
    patient.write("sys/class/rfkill/rfkill0/soft", "1\n");
    check(patient, "adapter", "failure", "is off", "rfkill unblock bluetooth");
    patient.write("sys/class/rfkill/rfkill0/soft", "0\n");
    check(patient, "agent", "failure", "not the default agent",
          "systemctl restart bluetooth earshot");
  }
  SECTION("no audio service is registered") {
    patient.house.bluez.set(adapter, "UUIDs", g_variant_new_strv(nullptr, 0));
    check(patient, "audio", "failure", "no audio sink",
          "apt install bluez-alsa-utils");
    patient.write("usr/bin/wireplumber", "");
    check(patient, "audio", "failure", "no audio sink", "seat-monitoring");
    patient.write("usr/bin/bluealsa", "");
    check(patient, "audio", "failure", "no audio sink", "systemctl enable");
  }
  SECTION("the box calls itself a computer") {
    patient.house.bluez.set(adapter, "Class", g_variant_new_uint32(0x0c010c));
    check(patient, "class", "warning", "loudspeaker", "Class = 0x240414");
  }
  SECTION("another program paired a device") {
    patient.house.bluez.bond(patient.house.stranger("Anna"));
    check(patient, "bonds", "warning", "Anna (00:AA:01:01:00:01)",
          "earshot forget 00:AA:01:01:00:01");
  }
  SECTION("a phone that plays tells no volume") {
    House& house = patient.house;
    const std::string phone = house.friendly();
    const std::string stream = house.bluez.add_transport(phone);
    CHECK(patient.examine()["volume"].level == "ok");
    house.bluez.set(stream, "State", g_variant_new_string("active"));
    check(patient, "volume", "warning", "Pixel (00:AA:01:01:00:01)",
          "Disable absolute volume");
    house.bluez.control(phone, true);
    house.bluez.set(stream, "Volume", g_variant_new_uint16(59));
    CHECK(patient.examine()["volume"].level == "ok");
  }
  SECTION("another program registers an agent") {
    char before[16] = {};
    prctl(PR_GET_NAME, before);
    prctl(PR_SET_NAME, "bluetoothctl");  // we are on that bus
    check(patient, "agent", "warning", "bluetoothctl (process ", "kill ");
    prctl(PR_SET_NAME, before);
  }
}

TEST_CASE("a report has what a maintainer needs, and nobody's name") {
  Patient patient;
  patient.house.friendly();
  auto& refused = patient.house.bluez.confirm(
      patient.house.stranger("Eve's 'phone'", "00:AA:01:01:00:02"), 123456);
  REQUIRE(wait_until([&] { return refused.answered; }));
  patient.earshot.config("[adapter]\nname = Bedroom\n[voice]\nrate = 150\n");
  const auto file = patient.earshot.directory / "report.txt";
  const Ran ran = patient.ran({"--report=" + file.string()});
  CHECK(contains(ran.out, file.string()));
  const std::string report = TemporaryDirectory::read(file);
  for (const char* there : {"Earshot " EARSHOT_VERSION, "== doctor",
                            "bluetoothd\tok", "[voice] rate = 150", "<name ",
                            "<address 1>", "window-shut", "== journal"})
    CHECK(contains(report, there));
  for (const char* secret : {"Pixel", "Eve", "Bedroom", "raspberrypi",
                             "00:AA:01", "470391", "123456"})
    CHECK_FALSE(contains(report, secret));
  struct stat info {};
  REQUIRE(stat(file.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(patient.ran({"--report=/nowhere/r.txt"}).status == 1);
}
