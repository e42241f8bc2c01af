# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls whom, after the box was switched on, and after a link was lost."""
import signal
import time

import samples
from audio import connects, music, pcms, play_tone, speaker, start_audio
from room import SOUND, admitted, config
from world import clear

MUSIC_CARD = "plughw:Loopback,0,1"
READY = "ready: the default agent"


def configuration(more="", **options):
    return config("heard", more="undo = 0s\n" + more, sound=SOUND, **options)


def comes_back(s):
    """The box is switched off at its plug while a phone plays, and on again."""
    world = s.world
    speaker(s, configuration(), music_flows=True)
    s.check("a phone finds the box", world.discover("bredr"))
    s.check("it pairs", world.trust_box() and world.pair() == "")
    s.check("it is in", world.wait(lambda: world.phone_address in admitted()))
    s.check("it connects", connects(world), pcms(world))
    if not s.check("and is heard", is_heard(world)):
        return
    s.check("it was the last", world.wait(lambda: "last=true" in admitted()), admitted())

    world.power_cut()
    world.start_radios()
    start_audio(world, MUSIC_CARD)
    s.before = len(world.log("sspshim"))
    switch_on(s, "[music]\nreconnect = never\n")
    world.give_phone("DisplayYesNo")
    s.check("told never to, it calls nobody", not world.wait(lambda: calls(s), 5), calls(s))
    hour = lambda seconds: time.strftime("%H:%M", time.localtime(time.time() + seconds))
    switch_on(s, f"[window]\nquiet = {hour(-3600)}-{hour(3600)}\n")
    s.check("in a quiet hour, it calls nobody", not world.wait(lambda: calls(s), 5), calls(s))
    switch_on(s)
    start = time.monotonic()
    if not s.check("it calls the phone", world.wait(lambda: calls(s), 20)):
        return
    s.check("whose audio is connected", world.wait(lambda: pcms(world)))
    print(f"  ready to connected: {time.monotonic() - start:.1f} s", flush=True)
    s.check("without a call of its own", phone_calls(s) == [], phone_calls(s))
    s.check("and is heard", is_heard(world))
    loses_its_link(s)


def loses_its_link(s):
    """Without a goodbye; whoever calls then, the phone does not."""
    world = s.world
    begun = len(calls(s))
    world.tell_air("lost")
    s.check("the link is lost", world.wait(lambda: not pcms(world)
            and not world.device(world.phone_on_box).get("Connected")))
    world.tell_air("box")
    start = time.monotonic()
    if not s.check("it is called", world.wait(lambda: len(calls(s)) > begun, 60)):
        return
    print(f"  lost to called: {time.monotonic() - start:.1f} s", flush=True)
    s.check("and is back", world.wait(lambda: pcms(world)))
    print(f"  lost to connected: {time.monotonic() - start:.1f} s", flush=True)
    s.check("and is heard", is_heard(world))
    print("  calls of the phone's that nobody answered:", len(phone_calls(s)), flush=True)


def switch_on(s, more=""):
    """Its daemon, as after power-on; whoever plays is not connected."""
    world = s.world
    if "earshotd" in world.processes:
        world.end("earshotd", signal.SIGKILL)
        clear("/run/earshot")
    begun = world.log("earshotd").count(READY)
    world.start_earshotd(configuration(more, window="never"))
    s.check("it is switched on", world.wait(lambda: world.log("earshotd").count(READY) > begun))


def is_heard(world):
    """What the phone plays from now on."""
    before = len(music(world))
    if "aplay-phone" in world.processes:
        world.end("aplay-phone")
    play_tone(world)
    return world.wait(lambda: samples.peak(music(world, before)) > 1000, 30)


def calls(s):
    """Those of the box to the phone since the power was cut."""
    return told(s, f"{s.world.box_address} calls {s.world.phone_address}")


def phone_calls(s):
    return told(s, f"{s.world.phone_address} calls {s.world.box_address}")


def told(s, what):
    return [l for l in s.world.log("sspshim")[s.before:].splitlines() if l == what]


SCENARIOS = [comes_back]
