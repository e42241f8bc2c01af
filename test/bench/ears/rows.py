# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of volume presses, and what is pressed by an ear that was trained on people alone."""
import numpy as np

import outsider

STYLES = ("row:165:350:0", "row:165:250:0", "row:165:350:200", "row:165:250:450", "runs:165", "counts:165")
CONDITIONS = ("pink30", "pink25", "small+pink25", "large+pink25")
COUNTS = "once twice three four five six seven eight nine ten".split()
SINGLE = "public <row> = (up | down)+;\n"
COUNTED = f"public <row> = ((up | down) (once | twice | ({' | '.join(COUNTS[2:])}) times))+;\n"


def rows(count, length, seed):
    """Different ones, of those that the core draws (pairing::Row::stays_in_reach)."""
    rng = np.random.default_rng(seed)
    found = {}
    while len(found) < count:
        steps = rng.integers(0, 2, length) * 2 - 1
        if np.abs(np.cumsum(steps)).max() <= 5:
            found["".join("u" if step > 0 else "d" for step in steps)] = None
    return list(found)


def pressed(words):
    row = ""
    for word in words:
        if word in ("up", "down"):
            row += word[0]
        elif word in COUNTS and row:
            row += row[-1] * COUNTS.index(word)
    return row


def heard(sounds, style):
    """{row: row pressed}"""
    words = outsider.words_of(sounds, COUNTED if style.startswith("counts") else SINGLE)
    return {row: pressed(words[row]) for row in sounds}
