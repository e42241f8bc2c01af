# SPDX-License-Identifier: GPL-3.0-or-later
"""A box that starts with the time of its last shutdown, and is told the right one."""
import re
import shutil
import subprocess
import time

from room import SILENT, admitted, logged

# On an adapter that is not there, so that nobody misses it.
GUEST = """[earshot]
devices=1
[00:AA:01:00:00:77 00:AA:01:01:00:01]
name=Pixel
admitted=2026-01-01T00:00:00Z
consent=heard
until={}
"""


def set_clock(text):
    subprocess.run(["date", "--set", text], stdout=subprocess.DEVNULL, check=True)


def in_utc(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def admit_guest(seconds):
    with open("/var/lib/earshot/admitted", "w", encoding="utf-8") as file:
        file.write(GUEST.format(in_utc(seconds)))
    shutil.chown("/var/lib/earshot/admitted", "earshot", "audio")


def stays(seconds):
    """The guest does, for about so long from now."""
    until = re.search("^until=(.*)$", admitted(), re.M)
    return bool(until) and in_utc(seconds - 300) < until[1] < in_utc(seconds + 5)


def wrong_clock(s):
    world = s.world
    real = time.time() - time.monotonic()
    try:
        set_clock("23:30")
        admit_guest(3600)
        world.start_radios()
        world.start_earshotd("[window]\nopen-at = start\nquiet = 22:00-07:00\n" + SILENT)
        s.check("earshotd is ready", world.wait(logged(world, "ready: the default agent")))
        s.check("it waits for the time", logged(world, "quiet until the time is known")())
        s.check("the box hides", not world.is_visible())
        set_clock("18:00")
        s.check("it is told the time", world.wait(logged(world, "the clock was set")))
        s.check("the box shows itself", world.wait(world.is_visible))
        s.check("its guest stays as long as before", world.wait(lambda: stays(3600)), admitted())
        set_clock("03:00")
        s.check("and hides when it is night", world.wait(lambda: not world.is_visible()))
        s.check("as the log says", logged(world, "the quiet hours begin")())
        s.check("its guest stays", world.wait(lambda: stays(3600)), admitted())
    finally:
        set_clock(f"@{real + time.monotonic()}")


SCENARIOS = [wrong_clock]
