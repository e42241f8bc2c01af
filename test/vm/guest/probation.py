# SPDX-License-Identifier: GPL-3.0-or-later
"""What a daemon that is killed leaves of a stranger on probation."""
import signal

import samples
from audio import A2DP_SINK, is_muted, is_playing, music, pcms, play_tone, speaker
from knock import heard_row, press
from room import CODE_ASKED, HEARD, SOUND, admitted, config, leaving

ROW = "says a row of volume presses"
PROBATION = config("knock", sound=SOUND)


def killed_on_probation(s):
    """SIGKILL at each step of a stranger's way: it is never heard, and it goes."""
    world = s.world
    speaker(s, PROBATION)
    s.listened = 0
    for step, reached in (
            ("while its number is said", lambda: CODE_ASKED in s.said()),
            ("as the disk names it", lambda: f"{world.phone_address};" in leaving()),
            ("at its bond", lambda: world.device(world.phone_on_box).get("Bonded")),
            ("as it is muted", lambda: is_muted(world)),
            ("while its row is awaited", lambda: ROW in s.said())):
        if not s.check(f"{step}, it is killed", arrives_until(s, reached)):
            continue
        world.end("earshotd", signal.SIGKILL)
        if pcms(world) and not is_playing(world):
            play_tone(world)
        world.wait(lambda: False, 3)
        loudest = heard_since(s)
        s.check(f"{step}: nobody hears it while the daemon is dead", loudest < 50, loudest)
        goes(s, step)
    killed_at_its_last_press(s)


def arrives_until(s, reached):
    """A phone pairs, connects and plays, till it has come so far."""
    world = s.world
    # bluetoothd 5.66 loses a race with itself at times, and drops the new link.
    for attempt in range(3):
        end_music(world)
        world.forget_box()
        if attempt:
            world.wait(lambda: False, 10)  # a code is said every ten seconds at most
        if not world.discover("bredr") or not world.trust_box():
            continue
        before = len(world.log("earshotd"))
        s.said = lambda: world.log("earshotd")[before:]
        paired, connected = world.begin_to_pair(), []

        def goes_on():
            if paired and not paired[0] and not connected:
                connected.append(world.begin(world.box_on_phone, "org.bluez.Device1",
                                             "ConnectProfile", A2DP_SINK, signature="s"))
            if connected and connected[0] and not is_playing(world):
                play_tone(world)
            return reached()
        if world.wait(goes_on, 50):
            return True
    return False


def goes(s, step):
    world = s.world
    world.start_earshotd(PROBATION)
    s.check(f"{step}: it is removed", world.wait(
        lambda: not world.device(world.phone_on_box).get("Paired")))
    s.check(f"{step}: and has no sound", world.wait(lambda: not pcms(world)), pcms(world))
    loudest = heard_since(s)
    s.check(f"{step}: nor had any", loudest < 50, loudest)
    s.check(f"{step}: it is on no list", world.wait(
        lambda: world.phone_address not in admitted() + leaving()), leaving())
    s.check(f"{step}: the box shows itself again", world.wait(world.is_visible))


def killed_at_its_last_press(s):
    """It is in, and then it stays; or it is out."""
    world = s.world
    if not s.check("a row is asked for", arrives_until(s, lambda: ROW in s.said())):
        return
    world.wait(lambda: HEARD in s.said().split(ROW)[-1])
    rows = []
    world.wait(lambda: rows.append(heard_row(world)) or rows[-1], 15)
    press(world, rows[-1])
    world.end("earshotd", signal.SIGKILL)
    was_in = "consent=knock" in admitted()
    print("  killed at the last press; it was", "in" if was_in else "out", flush=True)
    if not was_in:
        return goes(s, "at its last press")
    world.start_earshotd(PROBATION)
    s.check("at its last press: it is in, and heard", world.wait(lambda: heard_since(s) > 1000))
    s.check("and bonded", world.device(world.phone_on_box).get("Bonded"))


def end_music(world):
    if "aplay-phone" in world.processes:
        world.end("aplay-phone", signal.SIGKILL)


def heard_since(s):
    """The peak of what was heard since this was asked last."""
    data = music(s.world, s.listened)
    s.listened += len(data)
    return samples.peak(data)
