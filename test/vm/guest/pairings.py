# SPDX-License-Identifier: GPL-3.0-or-later
"""As many pairings as ten minutes carry: what the daemon holds, in the end as after a few."""
import os
import re
import time

import dbus

from room import CODE_ASKED, HEARD, admitted, config

LASTS = 600  # s
SETTLED = 5  # pairings; by then everything was made once
PAUSE = 10  # s: the box says a code that often at most


def pairings(s):
    world = s.world
    s.check("the box shows itself", s.ready(config("command", window="always"), "DisplayYesNo",
                                            record=False))
    pid = world.processes["earshotd"].pid
    end = time.monotonic() + LASTS
    held, lost = [], []
    while time.monotonic() < end:
        begun = time.monotonic()
        wrong = pairs_and_goes(s)
        if wrong:
            lost.append(wrong)
        else:
            held.append(holds(pid))
        world.wait(lambda: False, max(0, PAUSE - (time.monotonic() - begun)))
    print(f"  {len(held)} pairings; kB, descriptors, threads: {held[:1]} {held[-1:]}", *lost,
          sep="\n  ", flush=True)
    s.check("most of them pair", len(held) > 9 * len(lost) and len(held) > 2 * SETTLED,
            (len(held), lost))
    s.check("it is the same daemon", world.processes["earshotd"].poll() is None)
    if len(held) <= SETTLED:
        return
    (memory, *early), (memory_now, *now) = held[SETTLED], held[-1]
    s.check("descriptors and threads are as many as before", early == now, (early, now))
    # Figures: it grows by the record of requests until that holds 200; by what it grows after
    # that, test/bench/soak tells.
    print("  kB after each:", *(memory for memory, *_ in held), flush=True)
    print(f"  {(memory_now - memory) / (len(held) - SETTLED):.2f} kB a pairing", flush=True)


def pairs_and_goes(s):
    """The owner lets a phone in, and forgets it; what went wrong, or nothing."""
    world = s.world
    world.forget_box()
    world.command("Open", dbus.UInt32(0), signature="u")  # a window has five codes
    before = len(world.log("earshotd"))
    said = lambda: HEARD in world.log("earshotd")[before:].rpartition(CODE_ASKED)[2]
    asked = lambda: CODE_ASKED in world.log("earshotd")[before:]
    if not world.discover("bredr"):
        return "the phone did not find the box"
    paired = world.begin_to_pair()
    world.wait(lambda: paired or asked() and said())
    error = world.command("Yes")
    if not world.wait(lambda: paired) or paired[0]:
        return f"it did not pair: {paired} {error}"
    if not world.wait(lambda: "consent=command" in admitted(), 20):
        return "it is on no list"
    world.command("Forget", world.phone_on_box, signature="s")
    if not world.wait(lambda: not world.device(world.phone_on_box)
                      and world.phone_address not in admitted(), 20):
        return "it was not forgotten"
    return ""


def holds(pid):
    """Private memory in kB, descriptors, threads."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        private = sum(int(kb) for kb in re.findall(r"^Private_\w+: +(\d+)", file.read(), re.M))
    return private, len(os.listdir(f"/proc/{pid}/fd")), len(os.listdir(f"/proc/{pid}/task"))


SCENARIOS = [pairings]
