#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much later one recording plays the same than another.
Prints the median in milliseconds, the farthest, and how alike they are then, from 0 to 1."""
import argparse

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wav", metavar="WAV", nargs=2)
    recordings = parser.parse_args().wav
    from likeness import skew  # numpy, which --help does without
    print("     {:.2f} ms apart, {:.2f} at most; {:.3f} alike".format(*skew(*recordings)))
