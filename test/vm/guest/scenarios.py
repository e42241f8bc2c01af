#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the virtual machine; test/vm/judge reads results.json.

scenarios.py [NAME...]     without a name all but several_rooms and delay; these, as often as they are named
"""
import configparser
import json
import os
import sys
import time
import traceback

import dbus

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import clock  # noqa: E402
import consent  # noqa: E402
import delay  # noqa: E402
import hush  # noqa: E402
import owner  # noqa: E402
import reconnect  # noqa: E402
import rooms  # noqa: E402
import second  # noqa: E402
import slider  # noqa: E402
from room import admitted  # noqa: E402
from world import ADAPTER, OUT, World  # noqa: E402

BNEP, AVDTP, KEYBOARD_PSM = 15, 25, 0x1003
SOUND = "[sound]\noutput = plughw:Loopback,0,0\n"
OPEN = "[window]\nopen-at = start\n" + SOUND


class Scenario:
    """Collects what was checked in one world."""

    def __init__(self, name):
        self.world = World(name)
        self.result = {"name": name, "checks": []}

    def check(self, what, good, detail=""):
        self.result["checks"].append([what, bool(good), str(detail)])
        return good

    def expect_code(self, typed=False):
        self.result.update(code=self.world.agent.shown, recording=self.world.recording,
                           typed=typed)

    def expect_silence(self):
        self.result.update(silent=True, recording=self.world.recording)

    def another(self):
        """A new world, for the second half of a scenario."""
        name = self.world.name + "-again"
        self.world.stop()
        self.world = World(name)
        return self.world

    def ready(self, config, capability, record=True):
        """bluetoothd, earshotd and a phone; true once the box is visible."""
        world = self.world
        world.start_radios()
        if record:
            world.start_recording()
        world.start_earshotd(config)
        visible = world.wait(world.is_visible)
        # After earshotd's: the first agent of all becomes the default one.
        world.give_phone(capability)
        return visible

    def used_le(self):
        """bluetoothd was asked to pair with an LE address: type 1 or 2."""
        tried = [l for l in self.world.log("bluetoothd").splitlines()
                 if "adapter_bonding_attempt()" in l]
        return bool(tried) and all(" type 1" in l or " type 2" in l for l in tried)

    def is_paired(self):
        world = self.world
        bonded = {"Paired": True, "Bonded": True}
        both = lambda: all(
            bonded.items() <= world.device(d).items()
            for d in (world.phone_on_box, world.box_on_phone))
        self.check("both sides are paired and bonded", world.wait(both, 20),
                   [world.device(world.phone_on_box), world.device(world.box_on_phone)])


def phone_over_bredr(s):
    """The phones' real way; then its services, and a restart of bluetoothd."""
    world = s.world
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))
    for what, error in (("an audio sink", world.offer_audio()),
                        ("a keyboard's service", world.offer_keyboard(KEYBOARD_PSM)),
                        ("a network", world.offer_network())):
        s.check(f"{what} is there to be tried", error == "", error)
    s.check("the phone finds it", world.discover("bredr"))
    start = time.monotonic()
    s.check("it pairs", world.pair() == "")
    s.check("within the phone's 30 s", time.monotonic() - start < 30, time.monotonic() - start)
    s.expect_code()
    s.is_paired()
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    # Core Specification, Vol 4, Part E, 7.7.24.
    key = stored_link_key(world.box_address, world.phone_address)
    s.check("its key is authenticated, P-256", key and key[0] == 8, key and key[0])
    s.check("it is not trusted", not world.device(world.phone_on_box).get("Trusted"))
    s.check("the box hides again", world.wait(lambda: not world.is_visible()))
    s.check("audio is authorised", world.open_channel(AVDTP))
    s.check("a keyboard is not", not world.open_channel(KEYBOARD_PSM))
    s.check("a network is not", not world.open_channel(BNEP))
    log = world.log("earshotd")
    s.check("the agent was asked for all three", "asks for audio" in log
            and log.count("asks for a service that is not audio") == 2)
    s.check("the passkey is not in the log", world.agent.shown not in log)


def phone_over_le(s):
    world = s.world
    world.le_only = True
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))
    s.check("the phone finds it", world.discover("le"))
    s.check("it pairs", world.pair() == "")
    s.expect_code()
    s.is_paired()
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    s.check("over LE", s.used_le())


def number_typed_over_le(s):
    s.world.le_only = True
    types_over_le(s)


def key_for_both_radios(s):
    """A phone that pairs over LE and has BR/EDR, too: both get their key at once (Core
    Specification, Vol 3, Part H, 2.4.2.4)."""
    s.world.seems_le_only = True
    types_over_le(s)
    world = s.world
    keys = [stored_link_key(world.box_address, world.phone_address),
            stored_link_key(world.phone_address, world.box_address)]
    s.check("a key for BR/EDR is authenticated, P-256", keys[0] and keys[0][0] == 8,
            keys[0] and keys[0][0])
    s.check("and the same at both ends", keys[0] == keys[1])
    s.check("it asked once", world.log("earshotd").count("asks: ") == 1)


def types_over_le(s):
    world = s.world
    world.listen_in()
    config = OPEN + "[pairing]\ncapability = DisplayOnly\n"
    s.check("the box shows itself", s.ready(config, "KeyboardDisplay"))
    # Somebody who listens types after the code was said twice.
    said = lambda: time.monotonic() - s.asked > 14
    world.typing_allowed = lambda: spoken(s, world) and said()
    s.check("the phone finds it", world.discover("le"))
    s.check("it pairs", world.pair() == "")
    s.expect_code(typed=True)
    s.is_paired()
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    s.check("over LE", s.used_le())
    s.check("by the passkey", "consent=passkey" in admitted())


def number_typed_over_bredr(s):
    """A device with keys and no screen, and the box as it is by default."""
    world = s.world
    world.listen_in()
    s.check("the box shows itself", s.ready(OPEN, "KeyboardOnly"))
    said = lambda: time.monotonic() - s.asked > 14
    world.typing_allowed = lambda: spoken(s, world) and said()
    s.check("the device finds it", world.discover("bredr"))
    s.check("it pairs", world.pair() == "")
    s.expect_code(typed=True)
    s.is_paired()
    s.check("by the passkey", "consent=passkey" in admitted())


def stored_link_key(holder, peer):
    """Type and key as BlueZ stores them (src/adapter.c, store_link_key); nothing where there is
    none."""
    stored = configparser.ConfigParser(strict=False, interpolation=None)
    stored.read(f"/var/lib/bluetooth/{holder}/{peer}/info", encoding="utf-8")
    if not stored.has_section("LinkKey"):
        return None
    return stored.getint("LinkKey", "Type"), stored.get("LinkKey", "Key")


def spoken(s, world):
    """Notes when the box was told the number."""
    if not hasattr(s, "asked"):
        s.asked = time.monotonic()
    return "asks: to type our code" in world.log("earshotd")


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


SCENARIOS = [phone_over_bredr, phone_over_le, number_typed_over_le, key_for_both_radios,
             number_typed_over_bredr,
             shut_window, no_sound_card, restarted_bluetoothd, hush.cancelled_in_mid_word,
             *owner.SCENARIOS, *consent.SCENARIOS, *clock.SCENARIOS, *reconnect.SCENARIOS,
             *second.SCENARIOS, *slider.SCENARIOS]
# By name alone: a measurement; and sound through Snapcast, which breaks up where other
# programs slow the emulator down.
ON_REQUEST = [*delay.SCENARIOS, rooms.several_rooms]


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
