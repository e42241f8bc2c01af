# SPDX-License-Identifier: GPL-3.0-or-later
"""What a daemon that is killed leaves of a stranger on probation."""
import signal

from knock import CARD, arrives, pcms, peak, speaker
from room import admitted, config, leaving, logged


def killed_on_probation(s):
    """SIGKILL while a stranger's row is awaited, and at its bond: it stays mute, and goes."""
    world = s.world
    probation = config("knock", sound=CARD)
    speaker(s, probation)
    if not arrives(s):
        return
    s.check("a row is asked for", world.wait(logged(world, "says a row of volume presses")))
    world.end("earshotd", signal.SIGKILL)
    world.wait(lambda: False, 4)
    s.check("nobody hears it while the daemon is dead", peak(world) < 50, peak(world))
    s.check("the disk names it", f"{world.phone_address};" in leaving())
    goes(s, probation)
    world.forget_box()
    world.wait(lambda: False, 10)
    s.check("it finds the box once more", world.discover("bredr"))
    paired = world.begin_to_pair()
    s.check("it is bonded for now", world.wait(
        lambda: world.device(world.phone_on_box).get("Bonded"), 40), paired)
    world.end("earshotd", signal.SIGKILL)
    goes(s, probation)


def goes(s, probation):
    world = s.world
    world.start_earshotd(probation)
    s.check("it is removed", world.wait(lambda: not world.device(world.phone_on_box)))
    s.check("and has no sound", world.wait(lambda: not pcms(world)), pcms(world))
    s.check("nor had any", peak(world) < 50, peak(world))
    s.check("it is on no list", world.wait(
        lambda: world.phone_address not in admitted() + leaving()), leaving())
