// SPDX-License-Identifier: GPL-3.0-or-later
// earshot doctor: what can be wrong with the sound.
#include "test/cli/patient.hpp"
#include "test/support/bus_owner.hpp"
#include "voice/alsa.hpp"

TEST_CASE("doctor finds what is wrong with the sound") {
  Patient patient;
  SECTION("the output is not there") {
    patient.earshot.config("[sound]\noutput = absent\n");
    check(patient, "output", "failure", "absent", "aplay -L");
  }
  SECTION("the default is not there: another card is heard") {
    patient.earshot.config("output = default\n");
    check(patient, "output", "warning", "default",
          "output = sysdefault:CARD=headphones, below [sound]");
  }
  SECTION("the output is not there, but its fallback is") {
    patient.earshot.config("output = absent\nfallback = spare\n");
    check(patient, "output", "warning", "absent", "output = spare");
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
    patient.write("proc/asound/card0/pcm0c/sub0/status",
                  "state: RUNNING\nowner_pid   : 4712\n");
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
