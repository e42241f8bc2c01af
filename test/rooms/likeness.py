# SPDX-License-Identifier: GPL-3.0-or-later
"""How much later one recording plays the same than another, and how alike they are then.
Piece by piece, where there is sound."""
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


def planted(path):
    """How alike a recording and two others are, of which only the first has the same in it: one
    whose clock is a thousandth faster, and one that plays it backwards."""
    sound, rate = samples(path)
    made = path.with_name("planted.wav")
    at = numpy.arange(len(sound))
    alike = []
    for other in numpy.interp(at * 1.001, at, sound), sound[::-1]:
        with wave.open(str(made), "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(rate)
            wav.writeframes(other.astype("<i2").tobytes())
        alike.append(skew(path, made)[2])
    return alike
