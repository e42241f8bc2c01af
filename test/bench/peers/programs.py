# SPDX-License-Identifier: GPL-3.0-or-later
"""earshotd and what people use today: how each is started, and what it costs."""
import os
import pathlib
import re
import signal
import subprocess
import time

import dbus
from bluez import ADAPTER, AUDIO_SINK, DEVICE, HCI, wait

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = "/usr/share/doc/bluez-test-scripts/examples"
SETTINGS = """[window]\nopen-at = never\nclose-after-failures = 100\n[sound]\noutput = %s
[pairing]\nconsent = heard\nunsafe-kernel = accept
[announce]\nready = no\nwindow = no\nconnected = no\nadmitted = no\nrefused = no\nproblem = no\n"""


class Program:
    """A peer, and the processes that it consists of."""

    rate = 22050     # Hz, of what the card is given
    cancels = False  # can be told that nobody asks any more while it speaks

    def __init__(self, name, packages, *command):
        self.name, self.packages, self.command = name, packages, command
        self.process = None

    def start(self, bluez, environment, work, pcm, silent=False):
        """Seconds until it has registered its agent."""
        command = [*self.command]
        if "SAY" in command:
            command[command.index("SAY")] = "true" if silent else f"sh {HERE}/say.sh"
        bluez.agent = bluez.registered = None
        bluez.put(HCI, ADAPTER, "Discoverable", False)
        with open(work / f"{self.name}.log", "ab") as log:
            begin = time.monotonic()
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, start_new_session=True,
                                            env=environment | {"PEERS_PCM": "plug:" + pcm})
        wait(lambda: bluez.registered, f"{self.name} registers")
        return bluez.registered - begin

    def ready(self, bluez):
        """Somebody may ask now."""

    def let_in(self, bluez, device):
        """It has said yes, and BlueZ goes on."""

    def stop(self):
        """And all whom it has started, be they as they may."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def processes(self):
        found = [self.process.pid]
        for process in found:
            for file in pathlib.Path("/proc", str(process), "task").glob("*/children"):
                found += map(int, file.read_text().split())
        return found

    def memory(self, kind="Pss"):
        """Its proportional share of memory, or what of smaps_rollup is asked for, kB."""
        return sum(int(re.search(rf"^{kind}:\s*(\d+)", pathlib.Path(
            f"/proc/{process}/smaps_rollup").read_text(), re.M)[1]) for process in self.processes())

    def woken(self):
        """How often its threads have waited for something until now."""
        return sum(int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", file.read_text(), re.M)[1])
                   for process in self.processes()
                   for file in pathlib.Path("/proc", str(process), "task").glob("*/status"))

    def processor(self):
        """Seconds that it used, with those whom it has started and waited for."""
        total = 0
        for process in self.processes():
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
            # The clock of a process (clock_getcpuclockid), finer than its ticks.
            total += time.clock_gettime((~process << 3) | 2)
        return total


class Earshot(Program):
    rate, cancels = 44100, True

    def start(self, bluez, environment, work, pcm, silent=False):
        state = work / "state"
        subprocess.run(["rm", "-rf", state], check=True)
        state.mkdir()
        (work / "earshot.conf").write_text(SETTINGS % pcm)
        return super().start(bluez, environment | {
            "STATE_DIRECTORY": str(state), "RUNTIME_DIRECTORY": str(state)}, work, pcm, silent)

    def ready(self, bluez):
        opened = []
        bluez.bus.call_async("org.earshot.Earshot1", "/org/earshot", "org.earshot.Earshot1",
                             "Open", "u", (3600,), lambda: opened.append(True), print)
        wait(lambda: opened and bluez.objects[HCI][ADAPTER]["Discoverable"], "its window opens")

    def let_in(self, bluez, device):
        for name in ("Paired", "Bonded"):
            bluez.put(device, DEVICE, name, True)
        music = bluez.ask("AuthorizeService", "os", dbus.ObjectPath(device), AUDIO_SINK)
        wait(lambda: music.answered, "its answer about music")


def all_of(build, work):
    speech = ["espeak-ng", "alsa-utils"]
    return [
        Earshot("earshotd", ["earshot"], build / "src/earshotd",
                f"--config={work}/earshot.conf"),
        Program("simple-agent", ["bluez-test-scripts", "python3-dbus", "python3-gi", *speech],
                "/usr/bin/python3", HERE / "simple_agent.py", EXAMPLES, "SAY"),
        Program("bt-agent", ["bluez-tools", *speech], "bash", HERE / "types_yes.sh", "SAY",
                "stdbuf", "-o0", "bt-agent", "-c", "DisplayYesNo"),
        Program("bluetoothctl", ["bluez", *speech], "bash", HERE / "types_yes.sh", "SAY",
                "bluetoothctl", "--agent", "DisplayYesNo")]
