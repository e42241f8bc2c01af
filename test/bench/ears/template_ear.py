# SPDX-License-Identifier: GPL-3.0-or-later
"""Another ear, of another design: it knows one way of saying digits by heart, and nothing else.

Connected-word matching by dynamic programming (after Ney, 1984): every digit as it was cut out of
examples, in the same noise and room, is laid along what is heard. Taught with joined digits only, it
can have no liking for single ones; so it tells whether single digits are clearer, or only liked.
"""
import numpy as np

import net_ear

SKIP = 1.2  # the cost of going slower or faster than the example, in distances


def sketch(x):
    """Mel energies every 20 ms, smoothed over neighbouring bands."""
    f = net_ear.features(x)
    f = (f[:-1:2] + f[1::2]) / 2
    return (f[:, ::2] + f[:, 1::2]) / 2


class TemplateEar:
    def __init__(self):
        self.digits = []  # the digit of each example
        self.examples = []

    def teach(self, x, code, bounds):
        """`bounds`: where each digit begins in the degraded `x`, and where the last one ends (s)."""
        f = sketch(x)
        for digit, begin, end in zip(code, bounds, bounds[1:]):
            example = f[int(begin * 50):max(int(end * 50), int(begin * 50) + 4)]
            self.digits.append(int(digit))
            self.examples.append(example)

    def hear(self, x, places=6):
        f = sketch(x)
        lengths = np.array([len(e) for e in self.examples])
        first = np.cumsum(lengths) - lengths
        last = first + lengths - 1
        bank = np.concatenate(self.examples)
        cost = np.sqrt(np.maximum(((f ** 2).sum(1)[:, None] + (bank ** 2).sum(1)[None]
                                   - 2 * f @ bank.T), 0))
        floor = np.sqrt(((f - np.percentile(f, 15, axis=0)) ** 2).sum(1))  # of nothing being said
        states = len(bank)
        never = np.inf
        # For each number of digits begun: the best cost at each state, and the digits so far.
        at = np.full((places, states), never)
        said = np.zeros((places, states), int)
        pause = np.full(places + 1, never)
        told = np.zeros(places + 1, int)
        pause[0] = 0
        place = np.arange(places)[:, None]
        for t in range(len(f)):
            stay = at + SKIP
            move = np.full_like(at, never)
            move[:, 1:] = at[:, :-1]
            jump = np.full_like(at, never)
            jump[:, 2:] = at[:, :-2] + SKIP
            move[:, first] = never
            jump[:, first] = never
            jump[:, np.minimum(first + 1, states - 1)] = never
            which = np.argmin(np.stack([stay, move, jump]), 0)
            new = np.min(np.stack([stay, move, jump]), 0)
            source = np.maximum(np.arange(states)[None] - which, 0)
            kept = said[place, source]
            ends = at[:, last]
            best = ends.argmin(1)
            ended = ends[np.arange(places), best]
            digits = said[np.arange(places), last[best]]
            # A digit begins after a pause or right after the one before it.
            begin, begun = pause[:places].copy(), told[:places].copy()
            joined = ended[:-1] < begin[1:]
            begin[1:][joined] = ended[:-1][joined]
            begun[1:][joined] = digits[:-1][joined]
            start = begin[:, None] < new[:, first]
            columns = np.broadcast_to(first, start.shape)
            for k in range(places):
                taken = columns[k][start[k]]
                new[k, taken] = begin[k]
                kept[k, taken] = begun[k] * 11 + 1 + np.array(self.digits)[start[k]]
            wait = pause.copy()
            later = ended < wait[1:]
            wait[1:][later] = ended[later]
            told[1:][later] = digits[later]
            at = new + cost[t][None]
            said = kept
            pause = wait + floor[t]
        number, result = told[places], ""
        if at[places - 1, last].min() < pause[places]:
            number = said[places - 1, last[at[places - 1, last].argmin()]]
        while number > 0:
            result = str((number - 1) % 11) + result
            number = (number - 1) // 11
        return result
