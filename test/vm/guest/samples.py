# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of recorded samples, 16 bits each; Python 3.13 has no audioop any more."""
import math
import operator


def peak(data):
    samples = memoryview(data).cast("h")
    return max(max(samples), -min(samples)) if samples else 0


def rms(data):
    samples = memoryview(data).cast("h")
    return math.sqrt(sum(map(operator.mul, samples, samples)) / len(samples)) if samples else 0


def share(data, hertz, rate):
    """What part of the power is at this frequency, from 0 to 1."""
    samples = memoryview(data).cast("h")
    turn = 2 * math.pi * hertz / rate
    cosine = sum(v * math.cos(turn * i) for i, v in enumerate(samples))
    sine = sum(v * math.sin(turn * i) for i, v in enumerate(samples))
    power = sum(map(operator.mul, samples, samples)) * len(samples)
    return 2 * (cosine ** 2 + sine ** 2) / power if power else 0
