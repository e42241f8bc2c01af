# SPDX-License-Identifier: GPL-3.0-or-later
"""What came out of the card since the box was switched on, as the room heard it."""
import pathlib

import audio
import samples

RECORDING = pathlib.Path("/var/lib/vm/boot.wav")
RATE = 16000  # Hz, where these are asked; mono
HEADER = 44  # bytes
SOUND = 300  # of 32768; what is louder is a sound


def recorded():
    """Seconds that are in the recording."""
    return (RECORDING.stat().st_size - HEADER) // (2 * RATE)


def heard_since(second):
    """What was recorded after so many of its seconds."""
    with open(RECORDING, "rb") as file:
        file.seek(HEADER + 2 * RATE * second)
        data = file.read()
    return data[:len(data) // 2 * 2]


def is_loud(data):
    return samples.peak(data) > SOUND


def tone(second):
    """What part of the loudest tenths of a second since then is the phone's tone: the
    emulated link has gaps, and much of the time is silent."""
    data, tenth = heard_since(second), 2 * RATE // 10
    tenths = (data[i:i + tenth] for i in range(0, len(data) - tenth, tenth))
    loud = [t for t in tenths if is_loud(t)]
    return max((samples.share(t, audio.TONE, RATE) for t in loud[-20:]), default=0)
