# SPDX-License-Identifier: GPL-3.0-or-later
"""A box that systemd has booted, as its maintainer would look at it."""
import json
import pathlib
import re
import subprocess
import wave

import dbus.bus

import audio
from bluez import ADAPTER
from phone import Phone
from recording import RECORDING, recorded, tone
from world import World


def check(what, good, detail=""):
    print("CHECK", "ok  " if good else "FAIL", what + (f" ({detail})" if not good and detail else ""),
          flush=True)
    return good


def figure(what, value):
    print("FIGURE", what, value, flush=True)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def told(*words):
    status, text = run("earshot", *words, "--json")
    return json.loads(text) if status in (0, 1) else {}


def journal(*more):
    return run("journalctl", "--boot", "--no-pager", *more)[1]


class Box(World):
    """The box and a phone as they are, under systemd."""

    def __init__(self):
        Phone.__init__(self, "boot")  # nothing is made anew
        self.bus = dbus.bus.BusConnection(dbus.bus.BUS_SYSTEM)
        self.bus.set_exit_on_disconnect(False)

    def find_adapters(self):
        try:
            found = {str(o[ADAPTER]["Address"]): str(path) for path, o in self.objects().items()
                     if ADAPTER in o}
        except dbus.DBusException:
            return False
        if len(found) < 2:
            return False
        (self.box_address, self.box), phone = sorted(found.items())
        self.hold(*phone)
        return True


def since_power_on(pattern, unit="earshot"):
    """Seconds of the kernel's clock at the first such line of the unit's journal."""
    for line in journal(f"--unit={unit}", "--output=short-monotonic").splitlines():
        if pattern in line:
            return float(re.match(r"\[ *([0-9.]+)\]", line)[1])
    return None


def first_sound():
    """When the room heard something, and until when; seconds of that clock."""
    run("systemctl", "stop", "vm-recording")
    stopped = float(pathlib.Path("/proc/uptime").read_text().split()[0])
    with wave.open(str(RECORDING)) as wav:
        samples = memoryview(wav.readframes(wav.getnframes())).cast("h")
        rate = wav.getframerate()
    loud = [i for i in range(0, len(samples), 20) if abs(samples[i]) > 300]
    since = stopped - len(samples) / rate
    return (since + loud[0] / rate, since + loud[-1] / rate) if loud else (None, None)


def clean_journal():
    """What a maintainer would look into, of ours."""
    wrong = journal("--unit=earshot", "--unit=earshot-hooks", "--priority=warning")
    lines = [l for l in wrong.splitlines() if l and "-- No entries --" not in l]
    return check("the journal is clean", not lines, lines)


def units(*names):
    for unit in names or ("earshot", "bluetooth", "bluealsa", "bluealsa-aplay"):
        check(f"{unit} is active", run("systemctl", "is-active", unit)[0] == 0,
              journal(f"--unit={unit}", "--lines=10"))
    failed = run("systemctl", "--failed", "--plain", "--no-legend")[1].strip()
    check("no unit has failed", not failed, failed)


def plugged_in(box):
    """The adapters are there; on a busy machine the kernel may have given one up."""
    if not box.wait(box.find_adapters, 40):
        run("systemctl", "restart", "vm-radio")
    return box.wait(box.find_adapters, 90)


def ready(box):
    shown = plugged_in(box) and box.wait(box.is_visible, 90)
    check("the box shows itself", shown,
          "" if shown else journal("--unit=earshot") + journal("--unit=vm-radio")
          + journal("--dmesg", "--grep=Bluetooth"))
    figure("ready, s since power-on", since_power_on("ready: the default agent"))
    figure("window open, s since power-on", since_power_on("the pairing window is open"))


def speaking(box):
    try:
        return box.says()
    except dbus.DBusException:
        return False


def said(box):
    """Waits until the voice, which may have begun, is silent again."""
    box.wait(lambda: speaking(box), 10)
    return box.wait(lambda: not speaking(box), 30)


def listed():
    """The addresses of the phones that are in."""
    return [d["address"] for d in told("devices").get("devices", [])]


def lets_in(box):
    """A phone, which asks and is heard."""
    box.power(box.phone)
    box.give_phone("DisplayYesNo")
    check("the phone finds it", box.discover("bredr"))
    error = box.pair()
    check("it pairs", error == "", error and error + "\n" + journal("--unit=earshot", "--lines=20"))
    check("it is in", box.wait(lambda: listed() == [box.phone_address]), listed())


def plays(box):
    """A phone that is in connects, and its music is heard where Earshot speaks."""
    check("it opens A2DP", audio.connects(box), journal("--unit=bluealsa", "--lines=20"))
    said(box)
    begin = recorded()
    audio.play_tone(box)
    check("its music is heard", box.wait(lambda: tone(begin) > 0.9, 60), tone(begin))
    figure("of a tenth of a second of it, so much is the phone's tone", round(tone(begin), 2))


def bluetoothd():
    process = run("systemctl", "show", "-P", "MainPID", "bluetooth")[1].strip()
    return pathlib.Path("/proc", process, "cmdline").read_text(errors="replace").split("\0")


def apt(*words):
    return run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y",
               "--no-install-recommends", *words)


def readme(begin):
    """The one command of README.md that begins so, as it stands."""
    lines = pathlib.Path("/job/README.md").read_text().splitlines()
    (line,) = [l.strip() for l in lines if l.startswith("    " + begin)]
    return line
