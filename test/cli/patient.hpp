// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>
#include <sys/stat.h>

#include <map>
#include <string>
#include <vector>

#include "test/cli/desk.hpp"
#include "test/support/catch.hpp"

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

inline void check(Patient& patient, const char* name, const char* level,
                  const char* what, const char* mend) {
  const auto all = patient.examine();
  const auto found = all.find(name);
  REQUIRE(found != all.end());
  INFO(name << ": " << found->second.what << " -> " << found->second.mend);
  CHECK(found->second.level == level);
  CHECK(contains(found->second.what, what));
  CHECK(contains(found->second.mend, mend));
}
