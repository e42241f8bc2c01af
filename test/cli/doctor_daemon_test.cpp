// SPDX-License-Identifier: GPL-3.0-or-later
// earshot doctor: what can be wrong with the daemon.
#include "test/cli/other_daemon.hpp"
#include "test/cli/patient.hpp"

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
    patient.house.daemon->report(Problem::unsafe, true);
    check(patient, "window", "warning", "too old to pair safely",
          "sudo apt full-upgrade");
    // A bad reload is another matter.
    patient.house.daemon->report(Problem::mistake, true);
    check(patient, "window", "warning", "too old to pair safely",
          "sudo apt full-upgrade");
  }
}
