# SPDX-License-Identifier: GPL-3.0-or-later
"""Earshot being installed by the box itself, which nobody is logged in to."""
import pathlib
import re

import audio
from box import (check, figure, journal, lets_in, plays, plugged_in, ready, run, said,
                 since_power_on, told, units)

STATE = pathlib.Path("/var/lib/earshot-first-boot")


def told_so_far():
    return journal("--unit=earshot-first-boot", "--output=cat")


def says(box, sentence, since=0):
    """The installation tells that, and the room hears something then."""
    good = box.wait(lambda: sentence in told_so_far()[since:], 200)
    check(f"it tells \"{sentence}\"", good, told_so_far()[-1500:])
    return good


def starts_by_itself():
    """Whenever the box is switched on from now on."""
    text = run("systemctl", "is-enabled", "earshot")[1].strip()
    check("it starts when the box is switched on", text == "enabled", text)


def installs(box):
    """It does, whatever is missing."""
    check("it installs Earshot all the same",
          box.wait(lambda: "Earshot is installed." in told_so_far(), 400), told_so_far()[-3000:])
    starts_by_itself()


def becomes_ready(box):
    """All by itself."""
    plugged_in(box)
    check("it installs Earshot by itself", box.wait((STATE / "done").exists, 400),
          told_so_far()[-3000:])
    ready(box)
    said(box)
    for what, line in (("installed", "Earshot is installed"), ("it begins", "I am being set up")):
        figure(f"{what}, s since power-on", since_power_on(line, "earshot-first-boot"))
    for line in re.findall(r"Fetched .*|.*Need to get .*|After this .*", told_so_far()):
        figure("apt:", line)
    units()
    check("nothing of the installation runs any more",
          run("systemctl", "is-active", "earshot-first-boot")[1].strip() == "inactive")
    left = sorted(p.name for p in STATE.iterdir()) + list(pathlib.Path("/etc").rglob("*.new"))
    check("or is left but its mark", left == ["done"], left)
    starts_by_itself()
    check("the owner's settings count", told("status").get("speaker") == "Living Room",
          told("status"))
    status, text = run("earshot", "check")
    check("and are right", status == 0, text)


def undisturbed():
    """Whoever pairs as soon as the box is ready."""
    check("bluetoothd does not go once the box is ready",
          "bluetoothd is gone" not in journal("--unit=earshot"))


def lets_in_and_plays(box):
    lets_in(box)
    said(box)
    audio.give_music(box, "phone")
    plays(box)
