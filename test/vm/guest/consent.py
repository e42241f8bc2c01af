# SPDX-License-Identifier: GPL-3.0-or-later
"""The acts of consent, and those who have none, with real BlueZ."""
import audioop
import os
import re
import subprocess
import sys
import time

import dbus

from keypad import BUS_BLUETOOTH, Keypad
from world import OUT, PROPERTIES

SILENT = "[sound]\noutput = null\n"
A2DP_SINK = "0000110b-0000-1000-8000-00805f9b34fb"
HID_CONTROL, HID_INTERRUPT, BNEP, AVDTP = 17, 19, 15, 25


def config(consent, more="", sound=SILENT, window="start"):
    return f"[window]\nopen-at = {window}\n{sound}[pairing]\nconsent = {consent}\n{more}"


def admitted():
    try:
        with open("/var/lib/earshot/admitted", encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def logged(world, text, times=1):
    return lambda: world.log("earshotd").count(text) >= times


HEARD = "the announcement was played to its end"
CODE_HEARD = "asks: to compare a code"


def code_is_said(s, times=1):
    """The phone's code was said to its end; the room is to say yes."""
    asked = logged(s.world, CODE_HEARD, times)
    s.check("the phone asks", s.world.wait(asked))
    after = lambda: HEARD in s.world.log("earshotd").split(CODE_HEARD)[-1]
    return s.check("its code is said", s.world.wait(after))


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
    error = world.command("Forget", dbus.ObjectPath(world.phone_on_box), signature="o")
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
    """A peer that asks for no bonding, while the window is shut."""
    world = s.world
    world.controllers = 3
    keys = Keypad("Test Keypad")
    s.check("the box shows itself", s.ready(
        config("key", "[keys]\ndevice = Test Keypad\n"), "DisplayYesNo", record=False))
    s.check("the phone finds it", world.discover("bredr"))
    paired = world.begin_to_pair()
    if code_is_said(s):
        keys.press("enter")
    s.check("it pairs", world.wait(lambda: paired) and paired[0] == "", paired)
    s.check("the window shuts", world.wait(lambda: not world.is_visible()))
    # A bonded phone keeps the box connectable, for whoever knows its address.
    world.hold_neighbours()
    world.set(world.phone, "org.bluez.Adapter1", "Pairable", False)
    s.check("a neighbour who wants no bond is not let in", not world.open_channel(AVDTP))
    s.check("he asked, and was refused by the agent", world.log("earshotd").count(
        "refused: the pairing window is shut") == 1)
    s.check("and not bonded", not world.device(world.phone_on_box).get("Bonded"))
    log = world.log("earshotd")
    s.check("nothing was said to him", log.count(HEARD) <= log.split("window is shut")[0].count(
        HEARD) + 1)
    keys.unplug()


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


def knock(s):
    """A new phone knocks with its volume keys, over real A2DP and AVRCP."""
    world = s.world
    world.air_delay = 0.04
    s.check("the box shows itself", s.ready(
        config("knock, owner", sound="[sound]\noutput = plughw:Loopback,0,0\n"), "DisplayYesNo"))
    start_audio(world)
    s.check("BlueALSA is found", world.wait(logged(world, "BlueALSA is there")))
    # bluetoothd 5.66 loses a race with itself at times, and drops the new link: who leaves
    # on probation is removed, and pairs once more.
    for attempt in range(3):
        if attempt:
            world.forget_box()
            world.wait(lambda: False, 10)
        found = world.discover("bredr")
        # One agent answers for both ends here; on the phone's side none is asked.
        if found:
            world.set(world.box_on_phone, "org.bluez.Device1", "Trusted", True)
        error = world.pair() if found else "not found"
        unlisted = world.phone_address not in admitted()
        if not error and unlisted and connect_audio(world):
            break
    if not s.check("the phone pairs, and connects as it does to a speaker", not error and pcms(world),
                   error):
        return
    s.check("it is not on the list", unlisted)
    s.check("its PCM is muted", world.wait(lambda: is_muted(world)), pcms(world))
    play_tone(world)
    world.wait(lambda: False, 4)
    s.check("nothing of what it plays is heard", peak(world) < 50, peak(world))
    s.check("for what is not in the middle the voice asks", world.wait(
        logged(world, "says that the phone's volume is to be in the middle")))
    set_volume(world, 64)
    s.check("the phone's volume reaches the box", world.wait(lambda: volume_on_box(world) == 64),
            volume_on_box(world))
    asked = "says a row of volume presses"
    s.check("a row is asked for", world.wait(logged(world, asked)))
    world.wait(lambda: HEARD in world.log("earshotd").split(asked)[-1])
    rows = []
    world.wait(lambda: rows.append(heard_row(world)) or rows[-1], 15)
    row = rows[-1]
    s.check("an ear hears five presses", len(row) == 5, row)
    s.check("until they are made, nothing of its music is heard", peak(world) < 50, peak(world))
    level = 64
    for up in row:
        level += 8 if up else -8
        set_volume(world, level)
        world.wait(lambda: volume_on_box(world) == level, 5)
        world.wait(lambda: False, 0.3)
    s.check("it is on the list, by knock", world.wait(lambda: "consent=knock" in admitted()),
            row)
    s.check("its PCM is no longer muted", world.wait(lambda: not is_muted(world)), pcms(world))
    s.check("its music is heard", world.wait(lambda: peak(world) > 1000, 20), peak(world))
    s.check("the window shuts", world.wait(lambda: not world.is_visible()))
    world.wait(lambda: False, 2.5)
    for change in (8, -8, 8):
        level += change
        set_volume(world, level)
        world.wait(lambda: volume_on_box(world) == level, 5)
        world.wait(lambda: False, 0.3)
    s.check("its owner's gesture opens the window", world.wait(world.is_visible, 20))


def heard_row(world):
    """The five words after the last "Again", true for up; nothing where they are not all
    there yet. "Up" lasts 0.28 s, "down" 0.35 s, "again" 0.45 s."""
    data = (OUT / world.recording).read_bytes()[44:]
    block = 22050 // 100 * 2
    data = data[-22050 * 2 * 16 // block * block:]
    words, start, quiet = [], None, 0
    for i in range(0, len(data) - block, block):
        if audioop.rms(data[i:i + block], 2) > 150:
            start, quiet = i if start is None else start, 0
        elif start is not None:
            quiet += 1
            if quiet == 25:
                words.append((i - start) / block - 24)
                start, quiet = None, 0
    if len(words) < 6 or words[-6] < 40 or max(words[-5:]) >= 40:
        return []
    return [length < 32 for length in words[-5:]]


def start_audio(world):
    hci = lambda adapter: os.path.basename(adapter)
    world.spawn("bluealsa", "bluealsa", "-i", hci(world.box), "-p", "a2dp-sink")
    world.spawn("bluealsa-phone", "bluealsa", "-i", hci(world.phone), "-B", "phone", "-p",
                "a2dp-source")
    world.spawn("aplay-box", "bluealsa-aplay", "-v", "--pcm=plughw:Loopback,0,1",
                "--profile-a2dp", "00:00:00:00:00:00")
    world.spawn("record-music", "arecord", "-q", "-D", "plughw:Loopback,1,1", "-f", "S16_LE",
                "-r", "48000", "-c", "2", str(OUT / f"{world.name}-music.wav"))


def connect_audio(world):
    error = world.call(world.box_on_phone, "org.bluez.Device1", "ConnectProfile", A2DP_SINK,
                       signature="s", seconds=25)
    print("  ConnectProfile:", error or "ok", flush=True)
    return world.wait(lambda: pcms(world), 5)


def tree(world, name):
    try:
        manager = world.bus.get_object(name, "/org/bluealsa", introspect=False)
        return manager.GetManagedObjects(dbus_interface="org.freedesktop.DBus.ObjectManager")
    except dbus.DBusException:
        return {}


def pcms(world):
    return [{k: o["org.bluealsa.PCM1"][k] for k in ("Device", "SoftVolume", "Volume")}
            for o in tree(world, "org.bluealsa").values() if "org.bluealsa.PCM1" in o]


def is_muted(world):
    found = pcms(world)
    return bool(found) and all(p["SoftVolume"] and int(p["Volume"]) & 0x8080 == 0x8080
                               for p in found)


def play_tone(world):
    program = ("import math, struct, sys\n"
               "for i in range(48000 * 60):\n"
               "    v = int(12000 * math.sin(i * 0.0576))\n"
               "    sys.stdout.buffer.write(struct.pack('<hh', v, v))\n")
    tone = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)
    world.spawn("aplay-phone", "aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c",
                "2", "-D", f"bluealsa:SRV=org.bluealsa.phone,DEV={world.box_address},PROFILE=a2dp",
                stdin=tone.stdout)


def peak(world):
    data = (OUT / f"{world.name}-music.wav").read_bytes()[44:]
    return max((abs(v) for v in memoryview(data[:len(data) // 2 * 2]).cast("h")), default=0)


def transport(world, adapter):
    for path, object_ in world.objects().items():
        if path.startswith(adapter + "/") and "org.bluez.MediaTransport1" in object_:
            return path, object_["org.bluez.MediaTransport1"]
    return None, {}


def volume_on_box(world):
    return int(transport(world, world.box)[1].get("Volume", -1))


def set_volume(world, level):
    """The phone's owner presses its volume keys."""
    path, _ = transport(world, world.phone)
    if not path:
        return "no transport"
    return world.call(path, PROPERTIES, "Set", "org.bluez.MediaTransport1", "Volume",
                      dbus.UInt16(level, variant_level=1), signature="ssv")


SCENARIOS = [key, command, device_without_display, keypad, forged_address, no_bonding,
             stranger_in_the_way, trusted_speaker, knock]
