# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside a stock system that becomes a speaker at its first boot: what test/vm/first-boot
asks of each boot. It prints lines that begin with CHECK, FIGURE or MARK.

first.py archive|again|card|after|cutting|late|refused|mute|deaf
"""
import os
import pathlib
import platform
import re
import signal
import sys

import audio
from box import (Box, check, clean_journal, figure, journal, lets_in, plays, plugged_in, ready, run,
                 said, since_power_on, told, units)
from recording import RECORDING, heard_since, is_loud, recorded

STATE = pathlib.Path("/var/lib/earshot-first-boot")
CARD = pathlib.Path("/boot/firmware/earshot")
WEB = pathlib.Path("/srv/web")


def told_so_far():
    return journal("--unit=earshot-first-boot", "--output=cat")


def says(box, sentence, since=0):
    """The installation tells that, and the room hears something then."""
    good = box.wait(lambda: told_so_far()[since:].find(sentence) >= 0, 200)
    check(f"it tells \"{sentence}\"", good, told_so_far()[-1500:])
    return good


def hand_out():
    """The recording goes to the host's ear."""
    run("systemctl", "stop", "vm-recording")
    run("tar", "-cf", "/dev/vdc", "-C", str(RECORDING.parent), RECORDING.name)
    run("sync")


def becomes_ready(box):
    """All by itself; nobody is logged in."""
    plugged_in(box)
    check("it installs Earshot by itself", box.wait((STATE / "done").exists, 400),
          told_so_far()[-3000:])
    ready(box)
    said(box)
    figure("installed, s since power-on", since_power_on("Earshot is installed", "earshot-first-boot"))
    figure("it begins, s since power-on", since_power_on("I am being set up", "earshot-first-boot"))
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


def starts_by_itself():
    """Whenever the box is switched on from now on."""
    text = run("systemctl", "is-enabled", "earshot")[1].strip()
    check("it starts when the box is switched on", text == "enabled", text)


def undisturbed():
    """Whoever pairs as soon as the box is ready."""
    check("bluetoothd does not go once the box is ready",
          "bluetoothd is gone" not in journal("--unit=earshot"))


def lets_in_and_plays(box):
    lets_in(box)
    said(box)
    audio.give_music(box, "phone")
    plays(box)


def archive(box):
    """By Imager's user-data and our vendor-data, from an archive."""
    becomes_ready(box)
    check("newer versions will come from there",
          "127.0.0.1" in run("apt-cache", "policy", "earshot")[1], run("apt-cache", "policy", "earshot")[1])
    undisturbed()
    clean_journal()
    lets_in_and_plays(box)
    hand_out()
    print("MARK done", flush=True)


def again(box):
    """Switched off and on, once all is there."""
    plugged_in(box)
    ready(box)
    said(box)
    units()
    check("nothing is installed once more", run("systemctl", "cat", "earshot-first-boot")[0] != 0)
    clean_journal()
    hand_out()
    print("MARK done", flush=True)


def card(box):
    """Ours as user-data, without a network, from packages on the card."""
    check("there is no network", run("ip", "route", "show", "default")[1].strip() == "")
    becomes_ready(box)
    undisturbed()
    clean_journal()
    lets_in_and_plays(box)
    hand_out()
    print("MARK done", flush=True)


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
    hand_out()
    print("MARK done", flush=True)


def cutting(box):
    """The power is cut from outside."""
    signal.pause()


def late(box):
    """The network is there; the archive comes later."""
    before = recorded()
    says(box, "the server with my software does not answer")
    check("the room hears a sentence", box.wait(lambda: is_loud(heard_since(before)), 30))
    pathlib.Path("/run/vmweb").touch()
    run("systemctl", "start", "vm-web")
    becomes_ready(box)
    hand_out()
    print("MARK done", flush=True)


def once_more(box):
    """The network goes and comes: the next try does not wait."""
    busy = lambda: any(run("pgrep", "-x", name)[0] == 0 for name in ("apt-get", "dpkg", "aplay"))
    check("no try is under way", box.wait(lambda: not busy(), 120))
    log = pathlib.Path("/run/earshot-first-boot/log")
    before = log.stat().st_mtime_ns
    run("ip", "route", "del", "default")
    check("it tries as the network goes", box.wait(lambda: log.stat().st_mtime_ns != before, 30))
    run("ip", "route", "add", "default", "dev", "lo")


def installs(box):
    """It does, whatever is missing."""
    check("it installs Earshot all the same",
          box.wait(lambda: "Earshot is installed." in told_so_far(), 400), told_so_far()[-3000:])
    starts_by_itself()


def asked(box):
    """The owner opens the window; a phone pairs, and plays."""
    run("earshot", "open")
    ready(box)
    said(box)
    units()
    lets_in_and_plays(box)
    hand_out()
    print("MARK done", flush=True)


def mute(box):
    """There is no sound card before Earshot is installed."""
    installs(box)
    check("it tells that nothing was heard",
          "That was not heard: no sound card plays." in told_so_far(), told_so_far())
    status, text = run("earshot", "doctor")
    check("the doctor names it", status != 0 and "can't open the sound output" in text, text)
    run("modprobe", "snd-aloop")
    run("systemctl", "restart", "vm-recording")
    check("a card comes, and is recorded", box.wait(RECORDING.exists, 20))
    asked(box)


def deaf(box):
    """There is no radio, and a mistake in the settings."""
    installs(box)
    problems = lambda: set(told("status").get("problems", []))
    check("both are known", box.wait(lambda: problems() == {"no-adapter", "mistake"}, 90), problems())
    settings = pathlib.Path("/etc/earshot.conf.d/home.conf")
    text = run("earshot", "check")[1]
    check("the mistake is named, and where it is", f"{settings}:9: [window] quiet = 25" in text, text)
    said(box)
    said(box)
    settings.write_text(settings.read_text().replace("25:00", "22:00"))
    run("systemctl", "reload", "earshot")
    pathlib.Path("/run/vmradio").touch()
    run("systemctl", "start", "vm-radio")
    plugged_in(box)
    check("no problem is left", box.wait(lambda: not problems(), 30), problems())
    asked(box)


def summed():
    """The card's sums are those of its files."""
    status, text = run("sh", "-c", f"cd {CARD} && find . -type f ! -name SHA256SUMS | sort | "
                       "xargs sha256sum")
    check("the card's sums are made", status == 0, text)
    (CARD / "SHA256SUMS").write_text(text)


def refused(box):
    """What must not be installed is not, and that is said; at last it is as it must be."""
    suite = platform.freedesktop_os_release()["VERSION_CODENAME"]
    sources = CARD / suite / "earshot.sources"

    def refuses(what, sentence):
        for old in pathlib.Path("/run/earshot-first-boot").glob("said-*"):
            old.unlink()
        once_more(box)
        since, second = len(told_so_far()), recorded()
        check(what, says(box, sentence, since))
        check("the room hears a sentence", box.wait(lambda: is_loud(heard_since(second)), 60))
        check("and nothing is installed", run("dpkg-query", "-W", "earshot-speaker")[0] != 0)

    # The folder is another suite's; then it is called as this one's.
    says(box, "no software for this version of the system")
    (CARD / "other").rename(CARD / suite)
    good = sources.read_text()
    sources.write_text(good.replace(f"Suites: {suite}", "Suites: sid"))
    summed()
    refuses("an archive of another suite is not taken", "no software for this version")
    sources.write_text(good[:len(good) // 2])
    refuses("files that were not copied whole are not taken", "missing or damaged")
    sources.write_text(good)
    summed()
    for name, what in (("package", "a package that was changed"), ("list", "a list that was changed"),
                       ("stranger", "what a stranger has signed"), ("expired", "a key that has expired")):
        (WEB / "archive").rename(WEB / "good")
        (WEB / name).rename(WEB / "archive")
        if name == "expired":
            sources.write_text((WEB / f"archive/{suite}/earshot.sources").read_text())
            summed()
        refuses(what + " is not taken", "not as its maker signed it")
        (WEB / "archive").rename(WEB / name)
        (WEB / "good").rename(WEB / "archive")
    sources.write_text(good)
    summed()
    room = os.statvfs("/")
    run("fallocate", "-l", str(room.f_bavail * room.f_frsize - 5_000_000), "/full")
    refuses("a full disk is told of", "The card is full")
    pathlib.Path("/full").unlink()
    once_more(box)
    becomes_ready(box)
    hand_out()
    print("MARK done", flush=True)


if __name__ == "__main__":
    print(flush=True)  # what the console's line holds is not ours
    try:
        {"archive": archive, "again": again, "card": card, "after": after, "cutting": cutting, "late": late,
         "refused": refused, "mute": mute, "deaf": deaf}[sys.argv[1]](Box())
    except BaseException as e:  # the host must hear of it
        check("it ran to its end", False, repr(e))
        print("MARK done", flush=True)
        raise
