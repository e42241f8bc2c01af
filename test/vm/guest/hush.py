# SPDX-License-Identifier: GPL-3.0-or-later
"""Silence when it is over, on a card that plays as time goes by."""
import datetime
import re
import sys

from room import SOUND, config, logged
from processes import OUT

# Writes when each hundredth of a second was heard, and how loud it was.
LISTENER = """
import subprocess, sys, time
record = subprocess.Popen(["arecord", "-q", "-D", "plughw:Loopback,1,0", "-t", "raw", "-f", "S16_LE",
                           "-r", "22050", "-c", "1", "-F", "10000", "-B", "200000"],
                          stdout=subprocess.PIPE, bufsize=0)
pending = b""
while True:
    data = record.stdout.read(440 - len(pending))
    if not data:
        sys.exit(1)
    pending += data
    if len(pending) == 440:
        print(time.time(), max(map(abs, memoryview(pending).cast("h"))), flush=True)
        pending = b""
"""


def cancelled_in_mid_word(s):
    """The phone's owner taps Cancel while the code is said."""
    world = s.world
    s.check("the box shows itself", s.ready(config("heard", sound=SOUND), "DisplayYesNo", record=False))
    heard = open(OUT / f"{world.name}-heard", "ab")
    world.spawn("listener", sys.executable, "-c", LISTENER, stdout=heard)
    s.check("the phone finds it", world.discover("bredr"))
    result = world.begin_to_pair()
    s.check("its code is being said", world.wait(logged(world, "says a code to compare")))
    world.wait(lambda: is_loud(world))
    world.wait(lambda: False, 3)
    s.check("it is cancelled", world.call(world.box_on_phone, "org.bluez.Device1", "CancelPairing") == "")
    s.check("BlueZ says so", world.wait(logged(world, "BlueZ cancels the request")))
    world.wait(lambda: False, 2)
    s.check("nothing is paired", result and result[0] != "", result)
    cancelled = time_of(world.log("earshotd"), "BlueZ cancels the request")
    loud = [t for t, peak in blocks(world) if peak > 300]
    s.check("it was in mid-word", any(cancelled - 1.5 < t < cancelled + 0.1 for t in loud))
    late = max(loud) - cancelled
    print(f"  Cancel to silence: {late * 1000:.0f} ms", flush=True)
    s.check("silence came within 100 ms", late < 0.1, late)


def blocks(world):
    lines = (OUT / f"{world.name}-heard").read_text().splitlines()
    return [(float(t), int(peak)) for t, peak in (l.split() for l in lines if l.count(" ") == 1)]


def is_loud(world):
    return any(peak > 300 for _, peak in blocks(world)[-20:])


def time_of(log, what):
    """GLib writes the local time of day before each line."""
    line = [l for l in log.splitlines() if what in l][-1]
    hours, minutes, seconds = re.search(r"(\d\d):(\d\d):(\d\d\.\d+)", line).groups()
    today = datetime.date.today()
    midnight = datetime.datetime(today.year, today.month, today.day).timestamp()
    return midnight + int(hours) * 3600 + int(minutes) * 60 + float(seconds)
