# SPDX-License-Identifier: GPL-3.0-or-later
"""The owner at the command line of a real box: what he is told, and whether it is
true; and doctor, with three things really broken."""
import json
import pathlib
import signal
import subprocess

from radios import BLUETOOTHD
from room import OPEN


def earshot(*words, user=None, group=None):
    """Exit status, and what was printed."""
    command = ["earshot", *words]
    if user:
        groups = ["--groups", group] if group else ["--clear-groups"]
        command = ["setpriv", "--reuid", user, "--regid", "nogroup", *groups, *command]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                         stdin=subprocess.DEVNULL)
    return run.returncode, run.stdout + run.stderr


def told(*words):
    status, text = earshot(*words, "--json")
    return json.loads(text) if status in (0, 1) else {}


def doctor():
    """What each check has found: level and text."""
    return {c["check"]: (c["level"], c["what"]) for c in told("doctor").get("checks", [])}


def rfkill_of(adapter):
    for switch in pathlib.Path("/sys/class/rfkill").iterdir():
        if (switch / "name").read_text().strip() == adapter:
            return switch / "soft"
    return None


def owner_at_the_command_line(s):
    world = s.world
    status, text = earshot("status")
    s.check("without the daemon it says so", status == 3 and "systemctl start earshot" in text, text)
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))

    state = told("status")
    bluez = subprocess.check_output([BLUETOOTHD, "-v"], text=True).strip()
    s.check("status is true", state.get("ready") and state["window"]["open"]
            and state["adapters"] == [{"address": world.box_address, "powered": True}]
            and state["bluez"] == bluez, state)
    status, text = earshot("status", user="nobody")
    s.check("who is not in the group is told of it", status == 4 and "adduser" in text, text)
    status, text = earshot("status", user="nobody", group="earshot")
    s.check("who is, is let in", status == 0, text)

    s.check("the phone finds it", world.discover("bredr"))
    s.check("it pairs", world.pair() == "")
    s.expect_code()
    listed = lambda: [d["address"] for d in told("devices").get("devices", [])]
    s.check("it is among the devices", world.wait(lambda: listed() == [world.phone_address]), listed())
    log = told("log").get("requests", [])
    s.check("its request is in the log", [(r["address"], r["asked"], r["outcome"], r["consent"])
                                          for r in log]
            == [(world.phone_address, "compare", "admitted", "heard")], log)
    record = pathlib.Path("/var/lib/earshot/requests")
    kept = lambda: record.exists() and "outcome=admitted" in record.read_text()
    s.check("and on the disk", world.wait(kept))
    world.end("earshotd", signal.SIGKILL)
    world.start_earshotd(OPEN)
    s.check("and there after a crash", world.wait(lambda: told("log").get("requests") == log))
    s.check("the box is ready again", world.wait(lambda: told("status").get("ready")))

    found = doctor()
    for check in ("daemon", "policy", "groups", "kernel", "rfkill", "bluetoothd", "adapter",
                  "ssp", "settings", "agent", "voice"):
        s.check(f"doctor: {check} is well", found.get(check, ("?",))[0] == "ok", found.get(check))
    s.check("doctor: the card is one program's at a time", found["output"][0] == "warning"
            and " Hz, card " in found["output"][1], found["output"])
    s.check("doctor: nobody offers audio", found["audio"][0] == "failure", found["audio"])
    s.check("an audio service comes", world.offer_audio() == "")
    s.check("doctor: audio is well", doctor()["audio"][0] == "ok")

    world.btmgmt(world.box, "ssp", "off")
    s.check("doctor finds SSP off", doctor()["ssp"][0] == "failure", doctor()["ssp"])
    world.btmgmt(world.box, "ssp", "on")
    s.check("and on again", world.wait(lambda: doctor()["ssp"][0] == "ok"), doctor()["ssp"])
    switch = rfkill_of(world.box.rsplit("/", 1)[1])
    if s.check("the adapter has an rfkill switch", switch is not None):
        switch.write_text("1")
        s.check("doctor finds it blocked", world.wait(lambda: doctor()["rfkill"][0] == "failure"))
        switch.write_text("0")
    s.check("the box is ready once more", world.wait(lambda: told("status").get("ready"), 40))

    status, text = earshot("forget", world.phone_address)
    s.check("the phone is forgotten", status == 0
            and world.wait(lambda: not world.device(world.phone_on_box)), text)
    s.check("nobody is in", listed() == [], listed())
    world.end("bluetoothd")
    s.check("doctor finds bluetoothd gone",
            world.wait(lambda: doctor()["bluetoothd"][0] == "failure"), doctor())


SCENARIOS = [owner_at_the_command_line]
