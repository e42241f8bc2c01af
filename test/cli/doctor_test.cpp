// SPDX-License-Identifier: GPL-3.0-or-later
// earshot doctor: a box that is well, and each thing that can be wrong with it.
#include <json-glib/json-glib.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <map>

#include "test/cli/desk.hpp"
#include "test/cli/other_daemon.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"
#include "voice/alsa.hpp"

namespace {

struct Found {
  std::string level;
  std::string what;
  std::string mend;
};

/** A box in which all is well: its files in a directory, its bus, its sound. */
class Patient {
 public:
  explicit Patient(Config config = House::quick()) : house{std::move(config)} {
    write("proc/sys/kernel/osrelease", "6.12.30\n");
    write("proc/sys/kernel/version", "#1 SMP Debian 6.12.30-1\n");
    write("sys/class/rfkill/rfkill0/type", "bluetooth\n");
    write("sys/class/rfkill/rfkill0/name", "hci0\n");
    write("sys/class/rfkill/rfkill0/soft", "0\n");
    write("sys/class/rfkill/rfkill0/hard", "0\n");
    write("etc/bluetooth/main.conf",
          "[General]\nClass = 0x240414\nJustWorksRepairing = never\n");
    write("etc/passwd",
          "root:x:0:0::/:/bin/sh\n"
          "earshot:x:990:990::/var/lib/earshot:/bin/false\n");
    write("etc/group",
          "audio:x:29:pi,earshot\ninput:x:105:earshot\n"
          "earshot:x:990:\n");
    const std::string source = g_getenv("EARSHOT_ROOT");
    write("usr/share/dbus-1/system.d/org.earshot.Earshot1.conf",
          TemporaryDirectory::read(source + "/data/org.earshot.Earshot1.conf"));
    write("usr/lib/systemd/system/earshot.service",
          TemporaryDirectory::read(source + "/data/earshot.service.in"));
    write("etc/systemd/system/multi-user.target.wants/earshot.service", "");
    write("run/systemd/timesync/synchronized", "");
    write("var/lib/earshot/admitted", "");
    mounted("/", "ext4", "rw");
    write("usr/lib/udev/rules.d/60-earshot.rules", "");
    runs("--noplugin=input,hog");
    bluetoothd("5.66");
    earshot.set("EARSHOT_TAPE", "/dev/null");  // many may open it
    earshot.config("");
    house.bluez.appear();
    house.start();
    REQUIRE(wait_until([&] { return house.is_visible(); }));
  }

  void write(const std::string& file, const std::string& text) {
    const auto path = root.path() / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << text;
  }
  void remove(const std::string& file) {
    REQUIRE(std::filesystem::remove(root.path() / file));
  }
  void bluetoothd(const std::string& version) {
    write_script(root.path() / "usr/libexec/bluetooth", "bluetoothd",
                 "echo " + version);
  }
  static void write_script(const std::filesystem::path& directory,
                           const char* name, const std::string& line) {
    std::filesystem::create_directories(directory);
    std::ofstream{directory / name} << "#!/bin/sh\n" << line << "\n";
    REQUIRE(chmod((directory / name).c_str(), 0755) == 0);
  }

  void mounted(const std::string& place, const std::string& type,
               const std::string& options) {
    mounts += "22 1 8:1 / " + place + " " + options + ",noatime shared:1 - " +
              type + " none " + options + "\n";
    write("proc/self/mountinfo", mounts);
  }
  void runs(const std::string& option) {
    write("proc/77/comm", "bluetoothd\n");
    write("proc/77/cmdline", "/usr/libexec/bluetooth/bluetoothd" +
                                 std::string(1, '\0') + option +
                                 std::string(1, '\0'));
  }

  Ran ran(std::vector<std::string> more = {}, const char* input = "") {
    more.insert(more.begin(), {"doctor", "--root=" + root.path().string(),
                               "--config=" + earshot.config_file()});
    return earshot(more, input);
  }
  /** What each check has found. */
  std::map<std::string, Found> examine(std::vector<std::string> more = {},
                                       const char* input = "") {
    more.emplace_back("--json");
    const Ran result = ran(std::move(more), input);
    std::map<std::string, Found> all;
    const glib::Object<JsonParser> parser{json_parser_new()};
    REQUIRE(json_parser_load_from_data(parser.get(), result.out.c_str(), -1,
                                       nullptr));
    JsonObject* root = json_node_get_object(json_parser_get_root(parser.get()));
    JsonArray* checks = json_object_get_array_member(root, "checks");
    bool fails = false;
    for (guint i = 0; i < json_array_get_length(checks); ++i) {
      JsonObject* one = json_array_get_object_element(checks, i);
      const auto text = [&](const char* key) {
        return std::string{json_object_get_string_member(one, key)};
      };
      all[text("check")] = {text("level"), text("what"), text("mend")};
      fails = fails || text("level") == "failure";
    }
    CHECK(result.status == (fails ? 1 : 0));
    return all;
  }

  TemporaryDirectory root;
  std::string mounts;
  House house;
  Desk earshot{house.bus().address()};
};

void check(Patient& patient, const char* name, const char* level,
           const char* what, const char* mend) {
  const auto all = patient.examine();
  const auto found = all.find(name);
  REQUIRE(found != all.end());
  INFO(name << ": " << found->second.what << " -> " << found->second.mend);
  CHECK(found->second.level == level);
  CHECK(contains(found->second.what, what));
  CHECK(contains(found->second.mend, mend));
}

}  // namespace

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

TEST_CASE("doctor finds what is wrong with the daemon") {
  SECTION("it does not run") {
    Patient patient;
    REQUIRE(patient.house.stop());
    check(patient, "daemon", "failure", "earshotd is not running",
          "sudo systemctl restart earshot");
    CHECK(patient.examine()["acts"].level == "skipped");
  }
  SECTION("it does not run, and the journal knows why") {
    Patient patient;
    REQUIRE(patient.house.stop());
    const auto tools = patient.earshot.directory / "bin";
    Patient::write_script(tools, "journalctl", "echo the card is on fire");
    patient.earshot.set("PATH", tools.string() + ":" + g_getenv("PATH"));
    check(patient, "daemon", "failure", "its last warning: the card is on fire",
          "sudo systemctl restart earshot");
  }
  SECTION("whoever asks may not") {
    const StrictBus bus;
    FakeObjects::Properties none;
    const OtherDaemon daemon{connect_to(bus.address().c_str()),
                             std::move(none)};
    Patient patient;
    patient.earshot.set("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    REQUIRE(wait_until([&] {
      return contains(patient.examine()["daemon"].what, "may not command");
    }));
    check(patient, "daemon", "warning", "you may not command earshotd",
          "adduser $USER earshot");
  }
  SECTION("a mistake that was reloaded leaves what was in force") {
    Patient patient;
    patient.house.daemon->report(Problem::mistake, true);
    patient.earshot.config("[voice]\nrate = 5000\n");
    const Ran ran = patient.ran();
    CHECK(contains(ran.out, "what earshotd read before is in force"));
    CHECK_FALSE(contains(ran.out, "stays shut"));
    check(patient, "config", "failure", "[voice] rate = 5000",
          "sudo systemctl reload earshot");
    check(patient, "window", "ok", "the window is", "");
    patient.earshot.config("");
    check(patient, "config", "warning", "is valid again",
          "sudo systemctl reload earshot");
  }
  SECTION("a mistake at its start shuts the window") {
    Config config = House::quick();
    Patient patient{config};
    config.pairing.safe = false;
    patient.house.daemon->reconfigure(config);
    patient.house.daemon->report(Problem::mistake, true);
    patient.earshot.config("[voice]\nrate = 5000\n");
    CHECK(contains(patient.ran().out, "the pairing window stays shut"));
    check(patient, "window", "warning", "the configuration has a mistake",
          "earshot check");
  }
  SECTION("no act that is listed can be done") {
    Config config = House::quick();
    config.pairing.consent = {pairing::Consent::key};
    Patient patient{config};
    check(patient, "acts", "failure", "consent by key is not possible",
          "/proc/bus/input/devices");
  }
  SECTION("the window is held shut") {
    Config config = House::quick();
    Patient patient{config};
    config.pairing.safe = false;
    patient.house.daemon->reconfigure(config);
    check(patient, "window", "warning", "too old to pair safely",
          "sudo apt full-upgrade");
  }
}

TEST_CASE("doctor finds what is wrong with the sound") {
  Patient patient;
  SECTION("the output is not there") {
    patient.earshot.config("[sound]\noutput = absent\n");
    check(patient, "output", "failure", "absent", "aplay -L");
  }
  SECTION("it serves one program at a time") {
    patient.earshot.set("EARSHOT_TAPE", patient.earshot.directory / "tape.raw");
    check(patient, "output", "warning", "for one program at a time", "dmix");
  }
  SECTION("Earshot itself is speaking: that is no fault") {
    patient.earshot.set("EARSHOT_TAPE", patient.house.tape.file());
    Config config = House::quick();
    config.sound.output = "real_time";
    patient.house.daemon->reconfigure(config);
    patient.earshot.config("output = real_time\n");
    BusOwner owner{patient.house.bus()};
    REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
    REQUIRE(owner.call("Say", g_variant_new("(s)",
                                            "Dinner is ready, and so "
                                            "is the tea.")) == "");
    REQUIRE(wait_until([&] { return owner.printed("Speaking") == "true"; }));
    check(patient, "output", "warning", "for one program at a time", "dmix");
  }
  SECTION("another program holds it") {
    const Tape tape{"EARSHOT_SPARE_TAPE"};
    const auto held = voice::alsa::open("spare");
    patient.earshot.set("EARSHOT_SPARE_TAPE", tape.file());
    patient.earshot.config("[sound]\noutput = spare\n");
    check(patient, "output", "failure", "held by another program", "dmix");
    patient.write("proc/asound/card0/pcm0p/sub0/status",
                  "state: RUNNING\nowner_pid   : 4711\n");
    patient.write("proc/4711/comm", "squeezelite\n");
    check(patient, "output", "failure", "held by squeezelite (process 4711)",
          "dmix");
  }
  SECTION("the mixer is at zero, muted, or not there") {
    const auto [knobs, element, what, mend] =
        GENERATE(table<const char*, const char*, const char*, const char*>(
            {{"0 0 1", "PCM", "at zero",
              "amixer -D knobs sset 'PCM' 60% unmute"},
             {"200 200 0", "PCM", "muted", "amixer -D knobs sset 'PCM'"},
             {"200 200 1", "Bass", "'Bass'", "amixer scontrols"}}));
    patient.earshot.set("EARSHOT_KNOBS",
                        patient.earshot.directory.write("knobs", knobs));
    patient.earshot.config(std::string{"mixer-card = knobs\nmixer = "} +
                           element + "\n");
    check(patient, "mixer", "failure", what, mend);
  }
  SECTION("a mixer that nobody configured is muted") {
    patient.earshot.set("EARSHOT_KNOBS",
                        patient.earshot.directory.write("knobs", "9 9 0"));
    patient.earshot.config("mixer-card = knobs\n");
    check(patient, "mixer", "warning", "muted", "unmute");
  }
  SECTION("the voice's variant is not there") {
    patient.earshot.config("[voice]\nrepeat = 3\nrate = 80\n");
    check(patient, "voice", "failure", "", "[voice]");
  }
}

TEST_CASE("doctor finds sound that goes where nobody hears it") {
  Patient patient;
  SECTION("to the sound server of a session") {
    patient.earshot.config("output = default\n");
    patient.write("etc/alsa/conf.d/99-pipewire-default.conf", "");
    check(patient, "route", "warning", "99-pipewire-default.conf",
          "plug:'dmix:CARD=NAME'");
  }
  SECTION("to HDMI without a screen") {
    const char* output = GENERATE("default", "default:CARD=vc4hdmi0");
    patient.earshot.config(std::string{"output = "} + output + "\n");
    patient.write("proc/asound/card0/id", "vc4hdmi0\n");
    patient.write("proc/asound/card1/id", "vc4hdmi1\n");
    patient.write("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    patient.write("sys/class/drm/card0-HDMI-A-2/status", "disconnected\n");
    check(patient, "route", "failure", "nothing is plugged into HDMI",
          "[sound] output");
    patient.write("sys/class/drm/card0-HDMI-A-2/status", "connected\n");
    CHECK(patient.examine()["route"].level == "ok");
  }
  SECTION("but not where another card is there") {
    patient.earshot.config("output = default\n");
    patient.write("proc/asound/card0/id", "Headphones\n");
    patient.write("proc/asound/card1/id", "vc4hdmi0\n");
    patient.write("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    CHECK(patient.examine()["route"].level == "ok");
  }
}

TEST_CASE("doctor plays a code, and asks what was heard") {
  Patient patient;
  CHECK(patient.examine({"--listen"}, "no idea\n")["listen"].level ==
        "failure");
  const auto found = patient.examine({"--listen"}, "1234567\n")["listen"];
  CHECK(found.level == "failure");
  CHECK(contains(found.what, "1234567 was understood"));
  CHECK(contains(found.mend, "[sound] volume"));
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
