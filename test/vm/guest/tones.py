# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone that sends no volume: its music answers tones."""
import signal

import samples
from audio import is_muted, pcms, play_tone, speaker
from knock import arrives
from room import HEARD, SOUND, admitted, config, logged
from processes import OUT


def knock_by_music(s):
    """A new phone that sends no volume answers tones: its music stops and starts."""
    world = s.world
    world.plugins_off = "input,avrcp"
    speaker(s, config("knock", sound=SOUND))
    if not arrives(s):
        return
    asked = "says a row of volume presses"
    s.check("a row is asked for", world.wait(logged(world, asked)))
    tones = "says tones that the music is to answer"
    s.check("nobody presses, so its music is asked for", world.wait(logged(world, tones), 60))
    s.check("it answers each tone", answers(world) >= 2)
    s.check("it is on the list, by knock", world.wait(lambda: "consent=knock" in admitted(), 20))
    s.check("its PCM is no longer muted", world.wait(lambda: not is_muted(world)), pcms(world))


def answers(world):
    """Stops and starts the phone's music after each tone until the last slot is over; how often.
    What sounds after the first 0.8 s of silence is a tone: the sentence has no such pause."""
    block = 22050 // 10 * 2
    heard = world.log("earshotd").count(HEARD)
    said, sounded, answered = False, False, 0
    while world.log("earshotd").count(HEARD) == heard:
        world.wait(lambda: False, 0.1)
        data = (OUT / world.recording).read_bytes()[44:]
        end = len(data) // block * block
        sounds = any(samples.rms(data[i:i + block]) > 150
                     for i in range(max(end - 8 * block, 0), end, block))
        if said and sounds and not sounded:
            answered += 1
            toggle_music(world)
        said = said or (sounded and not sounds)
        sounded = sounds
    return answered


def toggle_music(world):
    if "aplay-phone" in world.processes:
        world.end("aplay-phone", signal.SIGKILL)
    else:
        play_tone(world)
