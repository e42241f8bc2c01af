# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside a box that an earlier version made a speaker, and that is upgraded: what
test/vm/upgrade asks of each boot. It prints lines that begin with CHECK, FIGURE or MARK.

upgrade.py install|upgraded|after
"""
import pathlib
import re
import signal
import sys
import time

import audio
from box import (Box, apt, bluetoothd, check, figure, journal, lets_in, listed, plays, plugged_in,
                 ready, run, said, told, units)

CONFIG = pathlib.Path("/etc/earshot.conf")
BLUEZ = pathlib.Path("/etc/bluetooth/earshot-speaker.conf")
HOME = pathlib.Path("/etc/earshot.conf.d/home.conf")
BONDS = pathlib.Path("/var/lib/bluetooth")
OWNERS = {"adapter.name": "Living Room", "adapter.address": "00:AA:01:00:00:42",
          "sound.output": "plughw:Loopback,0,0", "window.open-for": "2min",
          "voice.rate": "170", "hooks.connected": "/usr/bin/logger --tag lamp on",
          # What was the default stands in the file that the owner keeps.
          "pairing.consent": "heard"}


def packages(version):
    return sorted(map(str, pathlib.Path("/packages", version).glob("*.deb")))


def edit(file, **lines):
    """The owner changes lines of a file that a package brought."""
    text = file.read_text()
    for key, value in lines.items():
        key = key.replace("_", "-")
        (old,) = [l for l in text.splitlines() if l.startswith(key + " =")]
        text = text.replace(old, f"{key} = {value}")
    file.write_text(text)


def install(box):
    """The earlier version, and an owner."""
    plugged_in(box)
    status, text = apt("install", *packages("earlier"))
    check("apt installs the earlier version", status == 0, text[-600:])
    edit(CONFIG, name=OWNERS["adapter.name"], address=OWNERS["adapter.address"],
         output=OWNERS["sound.output"], open_for=OWNERS["window.open-for"])
    edit(BLUEZ, Class="0x240404")
    HOME.write_text("[voice]\nrate = 170\n[hooks]\nconnected = /usr/bin/logger --tag lamp on\n")
    status, text = run("earshot", "check")
    check("the owner's edits are right", status == 0, text)
    run("sync")
    print("MARK installed", flush=True)
    signal.pause()


def edited():
    return {str(file): file.read_text() for file in (CONFIG, BLUEZ, HOME)}


def bonds():
    """The keys that BlueZ has of each device."""
    return {str(info): [l for l in info.read_text().splitlines() if l.startswith(("Key=", "Type="))]
            for info in BONDS.glob("*/*/info")}


def log():
    return [(r["address"], r["outcome"]) for r in told("log").get("requests", [])]


def levels():
    """What doctor finds wrong, and on what grounds."""
    return {c["check"]: c["what"] for c in told("doctor").get("checks", [])
            if c["level"] in ("failure", "warning")}


def lamp():
    return journal("--identifier=lamp", "--output=cat").split().count("on")


def in_again(box):
    """A phone that was let in comes, and nobody asks it anything."""
    before = log()
    box.power(box.phone)
    if box.agent:
        box.agent.remove_from_connection()
    box.give_phone("DisplayYesNo")
    if "bluealsa-phone" in box.processes:
        box.end("bluealsa-phone")
    audio.give_music(box, "phone")
    lit = lamp()
    plays(box)
    check("and the owner's hook ran", box.wait(lambda: lamp() > lit), lamp())
    check("it had to ask for nothing", log() == before, log())


def upgraded(box):
    """A phone is let in by the earlier version, and plays; then apt comes."""
    ready(box)
    said(box)
    was = told("status").get("version")
    figure("the earlier version", was)
    lets_in(box)
    said(box)
    check("the window has shut behind it", box.wait(lambda: not box.is_visible()))
    in_again(box)
    check("the log is on the disk", box.wait(lambda: "outcome=admitted" in pathlib.Path(
        "/var/lib/earshot/requests").read_text()))
    before = edited(), bonds(), listed(), log(), levels()
    check("there is a bond", any(before[1].values()), before[1])
    since = f"--since=@{int(time.time())}"

    start = time.monotonic()
    status, text = apt("-o", "Dpkg::Options::=--force-confdef", "-o",
                       "Dpkg::Options::=--force-confold", "install", *packages("this"))
    figure("apt, s", round(time.monotonic() - start))
    check("apt upgrades both while music plays", status == 0, text[-1500:])
    check("the box is ready", box.wait(lambda: told("status").get("ready")), told("status"))
    version = run("dpkg-query", "-W", "-f", "${Version}", "earshot")[1]
    state = told("status")
    check("the new version runs", was != version and state.get("version") == version, state)
    check("its first start was its only one",
          run("systemctl", "show", "-P", "NRestarts", "earshot")[1].strip() == "0")
    check("and nothing of the old one", not run("sh", "-c", "ls -l /proc/*/exe 2>/dev/null | "
          "grep 'earshot.*(deleted)'")[1])
    said(box)
    opened = lambda: [l for l in journal("--unit=earshot", since).splitlines()
                      if "the pairing window is open" in l]
    shut = lambda: not told("status")["window"]["open"] and not box.is_visible() and not opened()
    check("the window was not opened", shut(), opened())

    files, keys, devices, requests, wrong = before
    check("what the owner wrote is as it was", edited() == files)
    new = [str(f) for f in (CONFIG, BLUEZ) if not pathlib.Path(f"{f}.dpkg-dist").exists()]
    check("and what is new lies beside it", not new, new)
    status, text = run("earshot", "check")
    check("it is right", status == 0 and text.count("\n") <= 1, text)
    counts = {key: run("earshot", "config", key)[1].split("\t") for key in OWNERS}
    check("and counts", all(OWNERS[k] in v for k, v in counts.items()), counts)
    adapter = run("bluetoothctl", "show", OWNERS["adapter.address"])[1]
    # The upper half is what services it has: bluetoothd's own word.
    check("for bluetoothd, too", any("earshot-speaker" in w for w in bluetoothd())
          and re.search("Class: 0x[0-9a-f]{4}0404", adapter), adapter)
    check("who was in is in", listed() == devices == [box.phone_address], listed())
    check("with the same keys", bonds() == keys, bonds())
    check("and trusted, as on a speaker now",
          box.wait(lambda: box.device(box.phone_on_box).get("Trusted")))
    check("the log has the requests before", log() == requests, log())
    in_again(box)
    check("the window was not opened since", shut(), opened())
    # The emulated phone tells its volume once its keys are pressed.
    check("its volume arrives", box.wait(lambda: audio.set_volume(box, 80) == ""
                                         and audio.volume_on_box(box) == 80), audio.pcms(box))

    units()
    check("doctor finds nothing that it did not before",
          box.wait(lambda: set(levels()) <= set(wrong), 20), levels())
    figure("doctor finds", levels())
    lines = [l for l in journal("--unit=earshot", "--unit=earshot-hooks", "--priority=warning",
                                since).splitlines() if l and "-- No entries --" not in l]
    check("the new version's journal is clean", not lines, lines)
    whole()
    print("MARK cut", flush=True)
    signal.pause()


def whole():
    status, text = run("dpkg", "--audit")
    check("dpkg finds nothing wrong", status == 0 and not text.strip(), text)
    status, text = run("apt-get", "check")
    check("nor does apt", status == 0, text)
    changed = [l for l in run("dpkg", "--verify", "earshot", "earshot-speaker")[1].splitlines()
               if not l.endswith((str(CONFIG), str(BLUEZ))) and "/usr/share/doc/" not in l]
    check("every other file is as it was packed", not changed, changed)


def after(box):
    """The power is cut, and the box switched on."""
    ready(box)
    check("who was in is in after a power cut", listed() == [box.phone_address], listed())
    check("and bonded", box.device(box.phone_on_box).get("Bonded"), box.device(box.phone_on_box))
    check("the window is open as at any power-on", told("status")["window"]["open"])
    said(box)
    in_again(box)
    check("the owner's settings count", told("status").get("speaker") == OWNERS["adapter.name"],
          told("status"))
    units()
    whole()
    print("MARK done", flush=True)


if __name__ == "__main__":
    print(flush=True)  # what the console's line holds is not ours
    try:
        {"install": install, "upgraded": upgraded, "after": after}[sys.argv[1]](Box())
    except BaseException as e:  # the host must hear of it
        check("it ran to its end", False, repr(e))
        print("MARK done", flush=True)
        raise
