# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing or wrong at a first boot: it is said, and mended later."""
import os
import pathlib
import platform

from box import check, plugged_in, ready, run, said, told, units
from installation import becomes_ready, installs, lets_in_and_plays, says, told_so_far
from recording import RECORDING, heard_since, is_loud, recorded

CARD = pathlib.Path("/boot/firmware/earshot")
WEB = pathlib.Path("/srv/web")


def asked(box):
    """The owner opens the window; a phone pairs, and plays."""
    run("earshot", "open")
    ready(box)
    said(box)
    units()
    lets_in_and_plays(box)


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
    both = {"no-adapter", "mistake"}
    check("both are known", box.wait(lambda: problems() == both, 90), problems())
    settings = pathlib.Path("/etc/earshot.conf.d/home.conf")
    text = run("earshot", "check")[1]
    mistake = f"{settings}:9: [window] quiet = 25"
    check("the mistake is named, and where it is", mistake in text, text)
    said(box)
    said(box)
    settings.write_text(settings.read_text().replace("25:00", "22:00"))
    run("systemctl", "reload", "earshot")
    pathlib.Path("/run/vmradio").touch()
    run("systemctl", "start", "vm-radio")
    plugged_in(box)
    check("no problem is left", box.wait(lambda: not problems(), 30), problems())
    asked(box)


def late(box):
    """The network is there; the archive comes later."""
    before = recorded()
    says(box, "the server with my software does not answer")
    check("the room hears a sentence", box.wait(lambda: is_loud(heard_since(before)), 30))
    pathlib.Path("/run/vmweb").touch()
    run("systemctl", "start", "vm-web")
    becomes_ready(box)


def once_more(box):
    """The network goes and comes: the next try does not wait."""
    busy = lambda: any(run("pgrep", "-x", name)[0] == 0 for name in ("apt-get", "dpkg", "aplay"))
    check("no try is under way", box.wait(lambda: not busy(), 120))
    log = pathlib.Path("/run/earshot-first-boot/log")
    before = log.stat().st_mtime_ns
    run("ip", "route", "del", "default")
    check("it tries as the network goes", box.wait(lambda: log.stat().st_mtime_ns != before, 30))
    run("ip", "route", "add", "default", "dev", "lo")


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
    for name, what in (("package", "a package that was changed"),
                       ("list", "a list that was changed"),
                       ("stranger", "what a stranger has signed"),
                       ("expired", "a key that has expired")):
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
