# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of a scenario, and waiting for what they do."""
import pathlib
import re
import signal
import subprocess
import time

from gi.repository import GLib

OUT = pathlib.Path("/job/out")
PATIENCE = 60  # s; the machine is emulated, and slow


def slow():
    """How many times longer all takes than on the machine that these seconds are for."""
    found = re.search(r"vmslow=(\d+)", pathlib.Path("/proc/cmdline").read_text())
    return int(found[1]) if found else 1


class Processes:
    def __init__(self, name):
        self.name = name
        self.processes = {}
        self.context = GLib.MainContext.default()

    def spawn(self, name, *command, **options):
        log = open(OUT / f"{self.name}-{name}.log", "ab")
        self.processes[name] = subprocess.Popen(command, **{"stdout": log, "stderr": log, **options})
        log.close()
        return self.processes[name]

    def end(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name)
        process.send_signal(how)
        try:
            return process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def log(self, name):
        return (OUT / f"{self.name}-{name}.log").read_text(errors="replace")

    def wait(self, happened, seconds=PATIENCE):
        """Runs D-Bus until something has happened; false where it does not."""
        alarm = GLib.timeout_add(50, lambda: True)
        end = time.monotonic() + seconds * slow()
        try:
            while time.monotonic() < end:
                if happened():
                    return True
                self.context.iteration(True)
            return bool(happened())
        finally:
            GLib.source_remove(alarm)
