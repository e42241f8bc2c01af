#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much later one recording plays the same than another.
Second by second, where there is sound; prints the median in milliseconds, the farthest, and
how alike they are then, from 0 to 1."""
import argparse
import wave

import numpy

FARTHEST = 0.5  # s, that is looked for
QUIET = 300  # of 32768, on the average


def samples(path):
    with wave.open(str(path)) as wav:
        data = wav.readframes(wav.getnframes())
        return numpy.frombuffer(data, "<i2").astype(float), wav.getframerate()


def skews(one, other):
    """Milliseconds and likeness of each second."""
    (a, rate), (b, _) = samples(one), samples(other)
    reach = round(FARTHEST * rate)
    for at in range(reach, min(len(a), len(b)) - rate - reach, rate):
        second, around = a[at:at + rate], b[at - reach:at + rate + reach]
        if numpy.sqrt(numpy.mean(second * second)) < QUIET:
            continue
        size = 1 << (len(around) + rate).bit_length()
        products = numpy.fft.irfft(numpy.conj(numpy.fft.rfft(second, size)) *
                                   numpy.fft.rfft(around, size), size)[:2 * reach]
        lag = int(numpy.argmax(products))
        power = numpy.sum(second * second) * numpy.sum(around[lag:lag + rate] ** 2)
        yield (lag - reach) * 1000 / rate, products[lag] / numpy.sqrt(power) if power else 0.0


def skew(one, other):
    """The median, the farthest, in ms, and the median of how alike they are."""
    apart, alike = zip(*skews(one, other))
    return numpy.median(apart), max(apart, key=abs), numpy.median(alike)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wav", metavar="WAV", nargs=2)
    print("     {:.2f} ms apart, {:.2f} at most; {:.3f} alike".format(
        *skew(*parser.parse_args().wav)))
