# SPDX-License-Identifier: GPL-3.0-or-later
"""A box that starts with the time of its last shutdown, and is told the right one."""
import subprocess
import time

from room import SILENT, logged


def set_clock(text):
    subprocess.run(["date", "--set", text], stdout=subprocess.DEVNULL, check=True)


def wrong_clock(s):
    world = s.world
    real = time.time() - time.monotonic()
    try:
        set_clock("23:30")
        world.start_radios()
        world.start_earshotd("[window]\nopen-at = start\nquiet = 22:00-07:00\n" + SILENT)
        s.check("earshotd is ready", world.wait(logged(world, "ready: the default agent")))
        s.check("it waits for the time", logged(world, "quiet until the time is known")())
        s.check("the box hides", not world.is_visible())
        set_clock("18:00")
        s.check("it is told the time", world.wait(logged(world, "the clock was set")))
        s.check("the box shows itself", world.wait(world.is_visible))
        set_clock("03:00")
        s.check("and hides when it is night", world.wait(lambda: not world.is_visible()))
        s.check("as the log says", logged(world, "the quiet hours begin")())
    finally:
        set_clock(f"@{real + time.monotonic()}")


SCENARIOS = [wrong_clock]
