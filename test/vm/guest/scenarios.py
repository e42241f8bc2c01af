#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the virtual machine; test/vm/judge reads results.json.

scenarios.py [NAME...]     without a name all but those on request; these, as often as they
                           are named
"""
import json
import sys
import time
import traceback

import dbus

import bearers
import clock
import consent
import delay
import hush
import owner
import pairings
import reconnect
import rooms
import second
import slider
from bluez import ADAPTER
from processes import OUT
from room import OPEN, SOUND
from scenario import Scenario


def shut_window(s):
    world = s.world
    world.le_only = True
    world.start_radios()
    world.start_recording()
    world.start_earshotd("[window]\nopen-at = never\n" + SOUND)
    ready = lambda: "ready: the default agent" in world.log("earshotd")
    s.check("earshotd is ready", world.wait(ready))
    world.give_phone("DisplayYesNo")
    s.check("the box is not visible", not world.is_visible())
    # BlueZ makes adapters pairable then; who was in front is not told.
    error = world.call("/org/bluez", "org.bluez.AgentManager1", "RequestDefaultAgent",
                       dbus.ObjectPath("/phone"), signature="o")
    s.check("another agent takes the place in front", error == "", error)
    in_front = lambda: [l.split()[-1] for l in world.log("bluetoothd").splitlines()
                        if "Default agent set to" in l]
    s.check("earshotd takes it back", world.wait(
        lambda: in_front()[-2:] == ["/phone", "/org/earshot/agent"], 10), in_front())
    s.check("nobody may pair", world.wait(
        lambda: not world.get(world.box, ADAPTER, "Pairable"), 10))
    asked = lambda: "asks: to compare a code" in world.log("earshotd")
    s.check("a phone that looks for it over LE", world.discover("le"))
    error = world.pair()
    s.check("is refused", error.startswith("org.bluez.Error"), error)
    s.check("nothing is bonded", not world.device(world.phone_on_box).get("Bonded"))
    s.check("by the agent, or before it", not asked()
            or "the pairing window is shut" in world.log("earshotd"))
    s.expect_silence()


def no_sound_card(s):
    world = s.world
    config = OPEN.replace("Loopback,0,0", "Absent")
    s.check("the box shows itself", s.ready(config, "DisplayYesNo"))
    s.check("the phone finds it", world.discover("bredr"))
    error = world.pair()
    s.check("it is refused", error.startswith("org.bluez.Error"), error)
    s.check("nothing is bonded", not world.device(world.phone_on_box).get("Bonded"))
    log = world.log("earshotd")
    s.check("the log says why", "can't open the sound output" in log
            and "the code could not be said" in log)
    s.expect_silence()


def restarted_bluetoothd(s):
    world = s.world
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))
    world.end("bluetoothd")
    gone = lambda: "bluetoothd is gone" in world.log("earshotd")
    s.check("earshotd sees bluetoothd go", world.wait(gone))
    world.agent.remove_from_connection()
    world.start_bluetoothd()
    s.check("adapters are back", world.wait(world.find_adapters))
    world.power(world.phone)
    s.check("the box shows itself again", world.wait(world.is_visible))
    world.give_phone("DisplayYesNo")
    s.check("the phone finds it", world.discover("bredr"))
    s.check("it pairs", world.pair() == "")
    s.expect_code()
    s.is_paired()


SCENARIOS = [*bearers.SCENARIOS, shut_window, no_sound_card, restarted_bluetoothd,
             hush.cancelled_in_mid_word, *owner.SCENARIOS, *consent.SCENARIOS,
             *clock.SCENARIOS, *reconnect.SCENARIOS, *second.SCENARIOS, *slider.SCENARIOS]
# By name alone: measurements, which take long; and sound through Snapcast, which breaks
# up where other programs slow the emulator down.
ON_REQUEST = [*delay.SCENARIOS, *pairings.SCENARIOS, rooms.several_rooms]


def main():
    results = []
    by_name = {scenario.__name__: scenario for scenario in SCENARIOS + ON_REQUEST}
    names = sys.argv[1:] or [scenario.__name__ for scenario in SCENARIOS]
    for place, name in enumerate(names):
        scenario = by_name[name]
        start = time.monotonic()
        earlier = names[:place].count(name)
        s = Scenario(f"{name}-{earlier + 1}" if earlier else name)
        try:
            scenario(s)
        except BaseException:
            s.check("it ran to its end", False, traceback.format_exc(limit=3))
        s.world.stop()
        results.append(s.result)
        bad = [c for c in s.result["checks"] if not c[1]]
        print(f"{s.result['name']}: {len(bad)} wrong of {len(s.result['checks'])}, "
              f"{time.monotonic() - start:.1f} s", *bad, sep="\n  ", flush=True)
        (OUT / "results.json").write_text(json.dumps(results))


if __name__ == "__main__":
    main()
