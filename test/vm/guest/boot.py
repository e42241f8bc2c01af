# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside a box that systemd has booted from its own packages: what test/vm/boot
asks of each boot. It prints lines that begin with CHECK, FIGURE or MARK.

boot.py install|first|starting|undone|cut
"""
import pathlib
import re
import signal
import sys
import time

from box import (Box, apt, bluetoothd, check, clean_journal, figure, first_sound, journal,
                 lets_in, listed, plugged_in, readme, ready, run, said, since_power_on, told, units)


def install(box):
    """What the README says: apt, while the system runs."""
    plugged_in(box)
    status, text = run("bash", "-c", "cd / && " + readme("sudo apt install ./"))
    check("apt installs both while the system runs", status == 0, text[-600:])
    check("earshot is ready at once", run("earshot", "status")[0] == 0,
          run("earshot", "status")[1] + journal("--unit=earshot", "--lines=10"))
    check("its first start was its only one",
          run("systemctl", "show", "-P", "NRestarts", "earshot")[1].strip() == "0")
    check("bluetoothd has the speaker's settings", any("earshot-speaker" in w for w in bluetoothd()))
    check("the box shows itself", plugged_in(box) and box.wait(box.is_visible, 90))
    check("no hook is there, so nothing runs for it",
          run("systemctl", "is-active", "earshot-hooks")[1].strip() == "inactive")
    units()
    clean_journal()
    pathlib.Path("/etc/earshot.conf.d/hooks.conf").write_text(
        "[hooks]\nadmitted = /usr/bin/env logger --tag lamp on\n")
    run("sync")
    print("MARK installed", flush=True)
    signal.pause()


def first(box):
    ready(box)
    said(box)  # "Ready to pair ..."
    begin, end = first_sound()
    figure("first sound, s since power-on", begin and round(begin, 2))
    figure("\"Ready to pair\" was said by, s since power-on", end and round(end, 2))
    check("\"Ready to pair\" was heard", begin is not None)
    check("though the card came after the daemon",
          since_power_on("waiting for a sound output") is not None)
    units()
    show = run("systemctl", "show", "-p", "User,Group,NotifyAccess,WatchdogUSec", "earshot")[1]
    check("earshotd is its own user, and watched", "User=earshot" in show
          and "WatchdogUSec=30s" in show, show)
    score = run("systemd-analyze", "security", "--no-pager", "earshot.service")[1]
    found = re.search(r"exposure level for earshot.service: ([0-9.]+)", score)
    figure("exposure", found and found[1])
    check("exposure is at most 0.5", found and float(found[1]) <= 0.5, score[-300:])
    checks = {c["check"]: c for c in told("doctor").get("checks", [])}
    wrong = {n: c["what"] for n, c in checks.items() if c["level"] in ("failure", "warning")}
    # One sound card without dmix, and no network that would set the clock.
    check("doctor finds nothing else wrong", checks and set(wrong) <= {"output"}, wrong)
    check("the owner's hook waits", run("systemctl", "is-active", "earshot-hooks")[0] == 0)

    lets_in(box)
    check("the owner's hook ran", box.wait(
        lambda: "on" in journal("--identifier=lamp", "--output=cat").split()))
    check("the record is on the disk", box.wait(lambda: recorded() == 1), recorded())
    clean_journal()
    print("MARK cut", flush=True)
    signal.pause()


def starting(box):
    """The power is cut from outside."""
    signal.pause()


def kept():
    return pathlib.Path("/var/lib/earshot/admitted").read_text()


def recorded():
    """Admissions in the record: it is written a second after each."""
    record = pathlib.Path("/var/lib/earshot/requests")
    return record.read_text().count("outcome=admitted") if record.exists() else 0


def undone(box):
    """After power cuts right after the first phone was let in."""
    ready(box)
    check("whom hearing alone let in is out", not listed(), listed())
    check("and has no bond", box.wait(lambda: not box.device(box.phone_on_box).get("Bonded")),
          box.device(box.phone_on_box))
    check("nobody is left to be removed", box.wait(lambda: "leaving" not in kept()), kept())
    check("the box is new", told("status").get("first") is True, told("status"))
    units()
    clean_journal()
    # A phone comes in again, and its time to be undone passes.
    pathlib.Path("/etc/earshot.conf.d/undo.conf").write_text("[pairing]\nundo = 5s\n")
    status, text = run("bash", "-c", readme("earshot check"))
    check("earshot is reloaded", status == 0, text)
    box.power(box.phone)
    box.give_phone("DisplayYesNo")
    # It has the key of the bond that is gone.
    check("the phone forgets the box", box.forget_box() == "")
    check("the phone finds the box", box.wait(box.is_visible) and box.discover("bredr"))
    error = box.pair()
    check("it pairs anew", error == "", error)
    check("it is in for good", box.wait(
        lambda: "consent=heard" in kept() and "tentative" not in kept(), 30), kept())
    check("and trusted, as on a speaker of its own", box.wait(
        lambda: box.device(box.phone_on_box).get("Trusted")), box.device(box.phone_on_box))
    check("the record has both", box.wait(lambda: recorded() == 2), recorded())
    # A second request, in whose middle the power fails.
    check("the phone forgets the box again", box.forget_box() == "")
    check("the window is opened", run("earshot", "open")[0] == 0)
    box.wait(box.is_visible)
    check("the phone finds it again", box.discover("bredr"))
    box.begin_to_pair()
    check("it asks again", box.wait(lambda: told("status").get("request", {}).get("address")
                                    == box.phone_address, 30))
    print("MARK cut", flush=True)
    signal.pause()


def cut(box):
    """After the power cut."""
    ready(box)
    check("who was in is in", listed() == [box.phone_address], listed())
    check("and bonded", box.device(box.phone_on_box).get("Bonded"), box.device(box.phone_on_box))
    check("the window is open as at any power-on", told("status").get("window", {}).get("open"))
    log = [(r["address"], r["outcome"]) for r in told("log").get("requests", [])]
    check("the record has the requests before", log == [(box.phone_address, "admitted")] * 2, log)
    check("nothing stored was damaged", not list(pathlib.Path("/var/lib/earshot").glob("*.damaged")))
    units()
    idle(box)
    clean_journal()
    status, text = apt("purge", "earshot", "earshot-speaker")
    check("apt purges both", status == 0, text[-600:])
    check("bluetoothd has its own settings again", not any("earshot" in w for w in bluetoothd()))
    units("bluetooth", "bluealsa")
    left = [str(p) for at in ("/etc", "/usr", "/var/lib", "/run") for p in pathlib.Path(at).rglob("*earshot*")
            if not str(p).startswith("/var/lib/systemd/")]
    check("nothing is left", not left, left)
    print("MARK done", flush=True)


def idle(box):
    """Nobody asks, nothing plays: how often the daemon's threads run all the same."""
    run("earshot", "close")
    said(box)
    process = run("systemctl", "show", "-P", "MainPID", "earshot")[1].strip()

    def switches():
        return {task.parent.name: int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)",
                                                task.read_text(), re.M)[1])
                for task in pathlib.Path("/proc", process, "task").glob("*/status")}

    seconds = 45
    most = seconds // 15 + 1  # systemd's watchdog is answered every 15 s
    for _ in range(3):  # threads that worked last may end meanwhile
        before = switches()
        time.sleep(seconds)
        woken = sum(n - before.get(thread, 0) for thread, n in switches().items())
        if woken <= most:
            break
    figure(f"idle, wake-ups in {seconds} s", woken)
    check("idle, only its watchdog wakes it", woken <= most, woken)


if __name__ == "__main__":
    print(flush=True)  # what the console's line holds is not ours
    try:
        {"install": install, "first": first, "starting": starting, "undone": undone,
         "cut": cut}[sys.argv[1]](Box())
    except BaseException as e:  # the host must hear of it
        check("it ran to its end", False, repr(e))
        print("MARK done", flush=True)
        raise
