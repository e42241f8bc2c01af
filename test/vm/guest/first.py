# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside a stock system that becomes a speaker at its first boot: what test/vm/first-boot
asks of each boot. It prints lines that begin with CHECK, FIGURE or MARK.

first.py archive|again|card|after|cutting|late|refused|mute|deaf
"""
import signal
import sys

from box import Box, check, clean_journal, plugged_in, ready, run, said, units
from installation import becomes_ready, lets_in_and_plays, undisturbed
from obstacles import deaf, late, mute, refused
from recording import RECORDING


def archive(box):
    """By Imager's user-data and our vendor-data, from an archive."""
    becomes_ready(box)
    text = run("apt-cache", "policy", "earshot")[1]
    check("newer versions will come from there", "127.0.0.1" in text, text)
    undisturbed()
    clean_journal()
    lets_in_and_plays(box)


def again(box):
    """Switched off and on, once all is there."""
    plugged_in(box)
    ready(box)
    said(box)
    units()
    check("nothing is installed once more", run("systemctl", "cat", "earshot-first-boot")[0] != 0)
    clean_journal()


def card(box):
    """Ours as user-data, without a network, from packages on the card."""
    check("there is no network", run("ip", "route", "show", "default")[1].strip() == "")
    becomes_ready(box)
    undisturbed()
    clean_journal()
    lets_in_and_plays(box)


def after(box):
    """After power cuts while that went on."""
    becomes_ready(box)
    status, text = run("dpkg", "--audit")
    check("dpkg finds nothing wrong", status == 0 and not text.strip(), text)
    status, text = run("sh", "-c", "cd / && dpkg --verify earshot earshot-speaker bluez-alsa-utils")
    missing = [line for line in text.splitlines() if "/usr/share/doc" not in line
               and "/usr/share/locale" not in line]
    check("every file is as it was packed", not missing, missing)
    status, text = run("apt-get", "check")
    check("nor does apt", status == 0, text)
    lets_in_and_plays(box)


def cutting(box):
    """The power is cut from outside."""
    signal.pause()


def hand_out():
    """The recording goes to the host's ear."""
    run("systemctl", "stop", "vm-recording")
    run("tar", "-cf", "/dev/vdc", "-C", str(RECORDING.parent), RECORDING.name)
    run("sync")


PARTS = (archive, again, card, after, cutting, late, refused, mute, deaf)

if __name__ == "__main__":
    print(flush=True)  # what the console's line holds is not ours
    try:
        {part.__name__: part for part in PARTS}[sys.argv[1]](Box())
    except BaseException as e:  # the host must hear of it
        check("it ran to its end", False, repr(e))
        raise
    finally:
        hand_out()
        print("MARK done", flush=True)
