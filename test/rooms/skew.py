#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much later one recording plays the same than another.
Piece by piece, where there is sound; prints the median in milliseconds, the farthest, and
how alike they are then, from 0 to 1."""
import argparse
import wave

import numpy

FARTHEST = 0.5  # s, that is looked for
# s. Clients follow the server's clock by playing faster or slower, by a thousandth at times:
# over a second that is a whole wave of what a voice is made of.
PIECE = 0.25
QUIET = 300  # of 32768, on the average


def samples(path):
    with wave.open(str(path)) as wav:
        data = wav.readframes(wav.getnframes())
        return numpy.frombuffer(data, "<i2").astype(float), wav.getframerate()


def skews(one, other):
    """Milliseconds and likeness of each piece."""
    (a, rate), (b, _) = samples(one), samples(other)
    reach, length = round(FARTHEST * rate), round(PIECE * rate)
    for at in range(reach, min(len(a), len(b)) - length - reach, length):
        piece, around = a[at:at + length], b[at - reach:at + length + reach]
        if numpy.sqrt(numpy.mean(piece * piece)) < QUIET:
            continue
        size = 1 << (len(around) + length).bit_length()
        products = numpy.fft.irfft(numpy.conj(numpy.fft.rfft(piece, size)) *
                                   numpy.fft.rfft(around, size), size)[:2 * reach]
        energy = numpy.concatenate([[0.0], numpy.cumsum(around * around)])
        powers = (energy[length:] - energy[:-length])[:2 * reach]
        power = numpy.sum(piece * piece)
        # Nothing is alike because it is quiet.
        alike = products / numpy.sqrt(power * numpy.maximum(powers, power / 4))
        lag = int(numpy.argmax(alike))
        yield (lag - reach) * 1000 / rate, alike[lag]


def skew(one, other):
    """The median, the farthest, in ms, and the median of how alike they are."""
    apart, alike = zip(*skews(one, other))
    return numpy.median(apart), max(apart, key=abs), numpy.median(alike)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wav", metavar="WAV", nargs=2)
    print("     {:.2f} ms apart, {:.2f} at most; {:.3f} alike".format(
        *skew(*parser.parse_args().wav)))
