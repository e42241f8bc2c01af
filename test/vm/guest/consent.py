# SPDX-License-Identifier: GPL-3.0-or-later
"""The acts of consent, and those who have none, with real BlueZ."""
import re
import subprocess
import time

from card import card_for_one_program
from keypad import BUS_BLUETOOTH, Keypad
from knock import knock, knock_after_avrcp
from probation import killed_on_probation
from room import admitted, code_is_said, config, logged
from tones import knock_by_music

HID_CONTROL, HID_INTERRUPT, BNEP, AVDTP = 17, 19, 15, 25


def key(s):
    """A key lets in; a Bluetooth device of the same name does not."""
    world = s.world
    phones = Keypad("Test Keypad (AVRCP)", BUS_BLUETOOTH)
    keypad = Keypad("Test Keypad")
    s.check("the box shows itself", s.ready(
        config("key", "[keys]\ndevice = Test Keypad*\n"), "DisplayYesNo", record=False))
    s.check("a Bluetooth input device is not heard",
            "is a Bluetooth device or has no keys" in world.log("earshotd"))
    s.check("the phone finds it", world.discover("bredr"))
    paired = world.begin_to_pair()
    if code_is_said(s):
        phones.press("enter")
        s.check("a phone's own key is no yes", not world.wait(lambda: paired, 2))
        keypad.press("enter")
    s.check("the key is", world.wait(lambda: paired) and paired[0] == "", paired)
    s.is_paired()
    s.check("it is on the list, by key", world.wait(lambda: "consent=key" in admitted()))
    keypad.unplug()
    s.check("a keypad that is pulled out is noticed",
            world.wait(logged(world, "are gone")))
    keypad = Keypad("Test Keypad")
    s.check("and found again", world.wait(logged(world, "are heard", 2)))
    keypad.press("enter")
    s.check("its key opens the window", world.wait(world.is_visible))
    keypad.unplug()
    phones.unplug()


def command(s):
    """The owner's command lets in; nobody else may call."""
    world = s.world
    s.check("the box shows itself", s.ready(config("command"), "DisplayYesNo", record=False))
    s.check("the phone finds it", world.discover("bredr"))
    paired = world.begin_to_pair()
    if code_is_said(s):
        s.check("nobody is refused by the bus", "AccessDenied" in world.command_as("nobody"))
        s.check("nor is BlueZ's agent to be called through our name", "AccessDenied" in
                agent_through_our_name())
        s.check("a member of group earshot is heard",
                'string "open"' in world.command_as("games", "earshot"),
                world.command_as("games", "earshot"))
        s.check("root's yes is taken", world.command("Yes") == "")
    s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
    s.is_paired()
    s.check("it is on the list, by command", world.wait(lambda: "consent=command" in admitted()))
    error = world.command("Forget", world.phone_on_box, signature="s")
    s.check("and forgotten by command", error == "", error)
    s.check("BlueZ forgets it, too", world.wait(lambda: not world.device(world.phone_on_box)))
    s.check("the list is empty", world.wait(lambda: world.phone_address not in admitted()))


def agent_through_our_name():
    run = subprocess.run(
        ["setpriv", "--reuid", "games", "--regid", "nogroup", "--groups", "earshot", "dbus-send",
         "--system", "--print-reply", "--dest=org.earshot.Earshot1", "/org/earshot/agent",
         "org.bluez.Agent1.Cancel"], capture_output=True, text=True, timeout=30, check=False)
    return run.stdout + run.stderr


def device_without_display(s):
    """NoInputNoOutput: refused; with just-works = ask let in by command alone."""
    world = s.world
    s.check("the box shows itself", s.ready(config("heard, command"), "NoInputNoOutput",
                                            record=False))
    s.check("the device finds it", world.discover("bredr"))
    error = world.pair()
    s.check("it is refused", error.startswith("org.bluez.Error"), error)
    s.check("nothing is bonded", not world.device(world.phone_on_box).get("Bonded"))
    s.check("it asked without a code",
            "asks: to pair without a code" in world.log("earshotd"))
    world.end("earshotd")
    world.start_earshotd(config("heard, command", "just-works = ask\n"))
    s.check("the box shows itself again", world.wait(world.is_visible))
    world.forget_box()
    s.check("the device finds it again", world.discover("bredr"))
    paired = world.begin_to_pair()
    s.check("it is asked about", world.wait(logged(world, "asks: to pair without a code", 2)))
    s.check("being heard lets nobody in", not world.wait(lambda: paired, 3), paired)
    s.check("the owner does", world.command("Yes") == "")
    s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
    s.check("it is on the list", world.wait(lambda: "consent=command" in admitted()))


def keypad(s):
    """The phone shows the code, and it is typed on the box."""
    world = s.world
    keys = Keypad("Test Keypad")
    s.check("the box shows itself", s.ready(
        config("keypad", "[keys]\ndevice = Test Keypad\n"), "DisplayYesNo", record=False))
    s.check("the phone finds it", world.discover("bredr"))
    paired = world.begin_to_pair()
    s.check("the box is to type", world.wait(
        logged(world, "asks: to have its code typed here")))
    s.check("the phone shows a code", world.wait(lambda: world.agent.shown))
    keys.type(world.agent.shown)
    keys.press("enter")
    s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
    s.is_paired()
    s.check("it is on the list, by keypad", world.wait(lambda: "consent=keypad" in admitted()))
    s.check("the code is not in the log", world.agent.shown not in world.log("earshotd"))
    keys.unplug()


def forged_address(s):
    """Somebody with the address of a phone that is in; then its owner, who forgot."""
    world = s.world
    keys = Keypad("Test Keypad")
    settings = config("key", "[keys]\ndevice = Test Keypad\n", window="always")
    s.check("the box shows itself", s.ready(settings, "DisplayYesNo", record=False))
    s.check("the phone finds it", world.discover("bredr"))
    paired = world.begin_to_pair()
    if code_is_said(s):
        keys.press("enter")
    s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    old = link_key(world)
    # The forger has the address and no key.
    s.check("the phone's key is lost", world.forget_box() == "")
    s.check("somebody with its address finds the box", world.discover("bredr"))
    world.wait(lambda: False, 10)  # the box says a code every ten seconds at most
    forged = world.begin_to_pair()
    code_is_said(s, 2)
    s.check("nobody says yes, so he is refused", world.wait(lambda: forged) and
            forged[0].startswith("org.bluez.Error"), forged)
    s.check("the phone's key is what it was", link_key(world) == old and old)
    s.check("it is still on the list", world.phone_address in admitted())
    world.forget_box()
    s.check("its owner finds the box", world.discover("bredr"))
    healed = world.begin_to_pair()
    if code_is_said(s, 3):
        keys.press("enter")
    s.check("and is healed by the key", world.wait(lambda: healed) and healed[0] == "", healed)
    s.check("with a new key", world.wait(lambda: link_key(world) not in ("", old)))
    keys.unplug()


def link_key(world):
    path = f"/var/lib/bluetooth/{world.box_address}/{world.phone_address}/info"
    try:
        with open(path, encoding="utf-8") as file:
            found = re.search(r"\[LinkKey\]\nKey=(\w+)", file.read())
    except FileNotFoundError:
        return ""
    return found.group(1) if found else ""


def no_bonding(s):
    """A peer that asks for no bonding: refused, for it asks without a code; then a shut box."""
    world = s.world
    s.check("the box shows itself", s.ready(config("command", window="always"), "DisplayYesNo",
                                            record=False))
    s.check("the peer finds it", world.discover("bredr"))
    world.set(world.phone, "org.bluez.Adapter1", "Pairable", False)
    s.check("it is not let in", not world.open_channel(AVDTP))
    asked = "asks: to pair without a code"
    s.check("it asked our agent, without a code", world.wait(logged(world, asked)))
    s.check("and not bonded", not world.device(world.phone_on_box).get("Bonded"))
    s.check("the window is shut", world.command("Close") == ""
            and world.wait(lambda: not world.is_visible()))
    s.check("nor is it let in then", not world.open_channel(AVDTP))
    s.check("nor asked about once more", world.log("earshotd").count(asked) == 1)


def stranger_in_the_way(s):
    """A phone that is in connects while a stranger's request is open."""
    for trust in ("no", "yes"):
        world = s.world if trust == "no" else s.another()
        world.controllers = 3
        keys = Keypad("Test Keypad")
        s.check(f"trust = {trust}: the box shows itself", s.ready(
            config("key", f"[keys]\ndevice = Test Keypad\n[services]\ntrust = {trust}\n",
                   window="always"), "DisplayYesNo", record=False))
        s.check("the box has audio", world.offer_audio() == "")
        s.check("the phone finds it", world.discover("bredr"))
        paired = world.begin_to_pair()
        if code_is_said(s):
            keys.press("enter")
        s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
        if trust == "yes":
            s.check("it is trusted", world.wait(
                lambda: world.device(world.phone_on_box).get("Trusted")))
        # The emulated radio knows one key at a time: a link that is encrypted is kept.
        s.check("it stays connected", world.hold_link())
        world.wait(lambda: False, 10)
        world.hold_neighbours()
        s.check("a stranger finds the box", world.discover("bredr"))
        begun = time.monotonic()
        stranger = world.begin_to_pair()
        code_is_said(s, 2)
        world.hold(str(world.get(world.phones[0], "org.bluez.Adapter1", "Address")),
                   world.phones[0])
        let_in = world.open_channel(AVDTP)
        still_open = not stranger
        if trust == "yes":
            s.check("the phone has audio while the stranger waits", let_in and still_open,
                    (let_in, still_open))
        else:
            s.check("BlueZ serves the stranger's request first", not let_in or not still_open)
        s.check("the stranger is refused in the end", world.wait(lambda: stranger) and
                stranger[0].startswith("org.bluez.Error"), stranger)
        print(f"  trust = {trust}: request open for {time.monotonic() - begun:.1f} s; "
              f"audio meanwhile: {let_in and still_open}", flush=True)
        begun = time.monotonic()
        s.check("then the phone has audio", world.open_channel(AVDTP))
        print(f"  trust = {trust}: audio {time.monotonic() - begun:.1f} s after its end",
              flush=True)
        s.check("its bond was never touched", world.device(world.phone_on_box).get("Bonded"))
        keys.unplug()


def trusted_speaker(s):
    """trust = yes, and a bluetoothd without the plugins: neither keys nor network."""
    world = s.world
    world.plugins_off = "input,hog,network,sap"
    s.check("the box shows itself", s.ready(
        config("heard", "[services]\ntrust = yes\n"), "DisplayYesNo", record=False))
    s.check("the box has audio", world.offer_audio() == "")
    s.check("the phone finds it", world.discover("bredr"))
    s.check("it pairs", world.pair() == "")
    s.check("it is trusted", world.wait(lambda: world.device(world.phone_on_box).get("Trusted")))
    s.check("audio is open to it", world.open_channel(AVDTP))
    for what, psm in (("a keyboard's control", HID_CONTROL), ("its interrupt", HID_INTERRUPT),
                      ("a network", BNEP)):
        s.check(f"{what} is not", not world.open_channel(psm))


SCENARIOS = [key, command, device_without_display, keypad, forged_address, no_bonding,
             stranger_in_the_way, trusted_speaker, knock, knock_after_avrcp,
             knock_by_music, card_for_one_program, killed_on_probation]
