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
