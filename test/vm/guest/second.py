# SPDX-License-Identifier: GPL-3.0-or-later
"""Two phones that are in, each with a tone of its own, and one loudspeaker."""
import signal

import dbus

import samples
from audio import TONE, connects, give_music, music, pcms, play_tone, speaker
from room import SOUND, admitted, config

OTHER = 700  # Hz
TENTH = 4800 * 4  # of a second, in bytes
# Both streams open it at once.
SHARED = "plug:'dmix:CARD=Loopback,DEV=0,SUBDEV=1,RATE=48000'"


def second_phone(s):
    world = s.world
    speaker(s, configuration("first"), card=SHARED, music_flows=True)
    if not comes_in(s, "one phone"):
        return
    world.hold_neighbours()
    s.check("the window is opened", world.command("Open", dbus.UInt32(0), signature="u") == "")
    give_music(world, "other")
    if not comes_in(s, "another"):
        return
    s.ear = Ear(world)

    play_tone(world)
    s.check("the one is heard", s.ear.hears(TONE), s.ear.tones)
    play_tone(world, OTHER, "other")
    s.check("first: the other is muted", world.wait(
        lambda: any(p["Device"] == world.phone_on_box and int(p["Volume"]) & 0x8080 == 0x8080
                    for p in pcms(world))), pcms(world))
    s.check("the one stays", s.ear.hears(TONE, anew=True), s.ear.tones)
    s.check("alone", all(OTHER not in tones for tones in s.ear.tones), s.ear.tones)
    world.end("aplay-phone", signal.SIGKILL)
    s.check("the other is heard once it ends", s.ear.hears(OTHER), s.ear.tones)

    follow(s, "newest")
    play_tone(world)
    s.check("newest: the one takes over", s.ear.hears(TONE), s.ear.tones)
    s.check("two were never heard at once", (TONE, OTHER) not in s.ear.tones, s.ear.tones)

    follow(s, "mix")
    s.check("mix: both are heard", s.ear.hears(TONE, OTHER), s.ear.tones)


def configuration(rule):
    return config("heard", more=f"[music]\nsecond = {rule}\n", sound=SOUND)


def follow(s, rule):
    s.world.write_config(configuration(rule))
    s.world.processes["earshotd"].send_signal(signal.SIGHUP)


def comes_in(s, who):
    world = s.world
    s.check(f"{who} finds the box", world.discover("bredr"))
    s.check(f"{who} pairs", world.trust_box() and world.pair() == "")
    s.check(f"{who} is in", world.wait(lambda: world.phone_address in admitted()))
    return s.check(f"{who} connects", connects(world))


class Ear:
    """Which tones were heard in each tenth of a second, without those of silence: the machine
    is slow, and music comes in pieces."""

    def __init__(self, world):
        self.world = world
        self.at = len(music(world)) // TENTH * TENTH
        self.tones = []

    def listen(self):
        data = music(self.world, self.at)
        for start in range(0, len(data) - TENTH + 1, TENTH):
            self.at += TENTH
            tones = heard(data[start:start + TENTH])
            if tones:
                self.tones.append(tones)

    def hears(self, *hertz, anew=False):
        """These, and nothing else, in the last five that were not silent."""
        self.listen()
        begin = len(self.tones) if anew else 0

        def settled():
            self.listen()
            return self.tones[begin:][-5:] == [hertz] * 5
        return self.world.wait(settled, 30)


def heard(part):
    """Each eighth frame of one side is enough for them."""
    left = memoryview(part).cast("h")[::16].tobytes()
    if samples.peak(left) < 1000:
        return ()
    return tuple(hertz for hertz in (TONE, OTHER) if samples.share(left, hertz, 6000) > 0.1)


SCENARIOS = [second_phone]
