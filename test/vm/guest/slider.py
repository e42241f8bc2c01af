# SPDX-License-Identifier: GPL-3.0-or-later
"""How loud the phone's volume slider makes its music: AVRCP's 0 to 127."""
import math
import statistics
import subprocess

import samples
from audio import music, play_tone, set_volume, speaker, volume_on_box
from room import SOUND, config
from second import TENTH, comes_in

STEPS = (127, 112, 96, 80, 64, 48, 32, 16)  # and then 0
FULL = 12000  # play_tone's
CARD_OF_WORDS, CARD_OF_MUSIC = "plughw:Loopback,0,0", "plughw:Loopback,0,1"


def slider(s):
    world = s.world
    speaker(s, config("heard", sound=SOUND), music_flows=True)
    if not comes_in(s, "a phone"):
        return
    play_tone(world)
    s.check("it is heard", world.wait(lambda: samples.peak(music(world)) > 1000))
    levels = {}
    for step in STEPS:
        if not moves(s, step):
            return
        levels[step] = peak_from_now(world) / FULL
        print(f"  slider {step:3}: {levels[step]:.4f}, {decibel(levels[step]):6.1f} dB", flush=True)
    moves(s, 0)
    levels[0] = peak_from_now(world)
    s.check("at the bottom it is silent", levels.pop(0) == 0, levels)

    steps = sorted(levels)
    heard = [levels[step] for step in steps]
    s.check("the higher, the louder", all(a < b for a, b in zip(heard, heard[1:])), levels)
    s.check("at the top nothing is taken away", decibel(levels[127]) > -1, levels)
    # BlueALSA, audio_loudness_to_decibel(): twice as loud is 10 dB more.
    loudness = [2 ** (decibel(level) / 10) for level in heard]
    for what, values in (("loudness", loudness), ("amplitude", heard),
                         ("decibels", [decibel(level) for level in heard])):
        print(f"  slider to {what}: {statistics.correlation(steps, values):.4f}", flush=True)
    s.check("loudness is a straight line", statistics.correlation(steps, loudness) > 0.999,
            loudness)
    s.check("that begins at nothing", all(abs(l - step / 127) < 0.03
                                   for l, step in zip(loudness, steps)), loudness)
    stays_below(s)


def stays_below(s):
    """[music] volume-max, at the slider's top; the player is told as earshot-speaker's is."""
    world = s.world
    world.write_config(config("heard", more="[music]\nvolume-max = 50%\n", sound=SOUND))
    told = subprocess.run(["earshot", "output", "--player"], check=True, capture_output=True,
                          text=True).stdout.split("\n")[:-1]
    # Words and music have cards of their own here.
    options = [option.replace(CARD_OF_WORDS, CARD_OF_MUSIC) for option in told]
    s.check("the player is told a volume", CARD_OF_MUSIC in options[0], told)
    world.end("aplay-box")
    world.spawn("aplay-box", "bluealsa-aplay", *options, "--profile-a2dp", "00:00:00:00:00:00")
    if not moves(s, 127):
        return
    s.check("music goes on", world.wait(lambda: peak_from_now(world) > 0, 30))
    level = peak_from_now(world) / FULL
    print(f"  volume-max 50 %: {level:.4f}, {decibel(level):.1f} dB", flush=True)
    s.check("half as loud is 10 dB less", abs(decibel(level) + 10) < 0.5, level)


def moves(s, step):
    world = s.world
    set_volume(world, step)
    return s.check(f"the slider is at {step}", world.wait(lambda: volume_on_box(world) == step, 10),
                   volume_on_box(world))


def peak_from_now(world):
    """Once what was on its way is over: at most so many tenths of a second are."""
    begun = len(music(world))
    world.wait(lambda: len(music(world)) - begun >= 15 * TENTH, 20)
    return samples.peak(music(world, begun + 12 * TENTH))


def decibel(level):
    return 20 * math.log10(level) if level else -96


SCENARIOS = [slider]
