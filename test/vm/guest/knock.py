# SPDX-License-Identifier: GPL-3.0-or-later
"""A knock over A2DP and AVRCP: BlueALSA at both ends, music, and volume keys."""
import os
import subprocess
import sys

import dbus

import samples
from room import HEARD, admitted, config, logged
from world import OUT, PROPERTIES

TONE = 440  # Hz
PRESSES = 6  # of the first row in a window that somebody opened
A2DP_SINK = "0000110b-0000-1000-8000-00805f9b34fb"
ANEW = "AVRCP is connected anew"
CARD = "[sound]\noutput = plughw:Loopback,0,0\n"
AVRCP = "0000110e-0000-1000-8000-00805f9b34fb"


def knock(s):
    """A new phone knocks with its volume keys, over real A2DP and AVRCP."""
    world = s.world
    speaker(s, config("knock, owner", sound=CARD))
    if arrives(s):
        knocks(s)
        s.check("its AVRCP was left alone", ANEW not in world.log("earshotd"))
        opens_by_gesture(s)
        ask_over_music(s)


def knock_after_avrcp(s):
    """The same of a phone that connects AVRCP three seconds before its music, whose
    volume bluetoothd then loses."""
    world = s.world
    speaker(s, config("knock, owner", more="[services]\ntrust = yes\n", sound=CARD))
    if arrives(s, avrcp_first=True):
        s.check("AVRCP is connected anew", world.wait(logged(world, ANEW), 15))
        knocks(s)
        opens_by_gesture(s)
        comes_back(s)


def speaker(s, configuration, card="plughw:Loopback,0,1", music_flows=False):
    """The box shows itself, with BlueALSA at both ends, and cards that are listened to; music
    goes to this one."""
    world = s.world
    world.music_flows = music_flows
    world.air_delay = 0.08 if music_flows else 0.04
    world.controllers = 3
    s.check("the box shows itself", s.ready(configuration, "DisplayYesNo"))
    start_audio(world, card)
    s.check("BlueALSA is found", world.wait(logged(world, "BlueALSA is there")))


def arrives(s, avrcp_first=False):
    """The phone is paired and connected, and not a sound of it is heard."""
    world = s.world
    # bluetoothd 5.66 loses a race with itself at times, and drops the new link: who leaves
    # on probation is removed, and pairs once more.
    for attempt in range(3):
        if attempt:
            world.forget_box()
            world.wait(lambda: False, 10)
        found = world.discover("bredr") and world.trust_box()
        error = world.pair() if found else "not found"
        unlisted = world.phone_address not in admitted()
        if not error and unlisted and connect_audio(world, avrcp_first):
            break
    if not s.check("the phone pairs, and connects as it does to a speaker",
                   not error and pcms(world), error):
        return False
    s.check("it is not on the list", unlisted)
    s.check("its PCM is muted", world.wait(lambda: is_muted(world)), pcms(world))
    play_tone(world)
    world.wait(lambda: False, 4)
    return s.check("nothing of what it plays is heard", peak(world) < 50, peak(world))


def knocks(s):
    world = s.world
    s.check("the box sets the phone's volume to the middle", world.wait(
        lambda: volume_on_phone(world) == 64), volume_on_phone(world))
    asked = "says a row of volume presses"
    s.check("a row is asked for", world.wait(logged(world, asked)))
    world.wait(lambda: HEARD in world.log("earshotd").split(asked)[-1])
    rows = []
    world.wait(lambda: rows.append(heard_row(world)) or rows[-1], 15)
    row = rows[-1]
    s.check("an ear hears six presses", len(row) == PRESSES, row)
    s.check("until they are made, nothing of its music is heard", peak(world) < 50, peak(world))
    press(world, row)
    s.check("it is on the list, by knock", world.wait(lambda: "consent=knock" in admitted()),
            row)
    s.check("its PCM is no longer muted", world.wait(lambda: not is_muted(world)), pcms(world))
    s.check("its music is heard", world.wait(lambda: peak(world) > 1000, 20), peak(world))
    s.check("the window shuts", world.wait(lambda: not world.is_visible()))


def opens_by_gesture(s):
    s.world.wait(lambda: False, 2.5)
    press(s.world, [True, False, True])
    s.check("its owner's gesture opens the window", s.world.wait(s.world.is_visible, 20))


def comes_back(s):
    """Trusted now, so nobody is asked about its AVRCP, which comes first once more."""
    world = s.world
    s.check("the phone is trusted", world.device(world.phone_on_box).get("Trusted"))
    error = world.call(world.box_on_phone, "org.bluez.Device1", "Disconnect")
    s.check("it leaves", not error and world.wait(lambda: not pcms(world)), error)
    ends = (world.phone_on_box, world.box_on_phone)
    world.wait(lambda: not any(world.device(end).get("Connected") for end in ends))
    world.wait(lambda: False, 5)
    s.check("and comes back, AVRCP first", any(
        connect_audio(world, avrcp_first=True) for _ in range(3)))
    # Its volume is lost again, or was before the stream was heard of: AVRCP is connected anew.
    world.wait(lambda: world.log("earshotd").count(ANEW) > 1, 6)
    s.check("its slider is heard of", world.wait(
        lambda: set_volume(world, 72) == "" and volume_on_box(world) == 72, 20),
            volume_on_box(world))
    s.check("the window shuts by a word", world.command("Close") == "")
    opens_by_gesture(s)
    s.check("its stream has stayed", pcms(world))


def press(world, row):
    """Volume keys, true for up, each worth eight of 127."""
    level = volume_on_box(world)
    for up in row:
        world.wait(lambda: False, 0.3)
        level += 8 if up else -8
        set_volume(world, level)
        world.wait(lambda: volume_on_box(world) == level, 5)


def ask_over_music(s):
    """A neighbour asks, and is on probation, while the phone that is in plays."""
    world = s.world
    phone = world.phone_on_box
    world.hold_neighbours()
    s.check("a neighbour finds the box", world.discover("bredr"))
    world.wait(lambda: not is_muted(world))  # the words about the window are over
    playing, = pcms(world)
    paired = world.begin_to_pair()
    s.check("he asks, and is paired for now", world.wait(
        lambda: world.device(world.phone_on_box).get("Bonded")), paired)
    s.check("the music gives way to the words", world.wait(lambda: is_muted(world)), pcms(world))
    s.check("somebody says no", world.command("No") == "")
    s.check("he is removed", world.wait(lambda: not world.device(world.phone_on_box)))
    s.check("the music comes back", world.wait(lambda: not is_muted(world)), pcms(world))
    s.check("as it was", pcms(world) == [playing], pcms(world))
    before = len(music(world))
    s.check("and is heard", world.wait(lambda: samples.peak(music(world, before)) > 1000, 30))
    s.check("its phone stayed connected", world.device(phone).get("Connected"))
    s.check("and on the list", "consent=knock" in admitted())
    s.check("the neighbour is not", world.phone_address not in admitted())


def heard_row(world):
    """The words of the row after the last "Again", true for up; nothing where they are not all
    there yet. "Up" lasts 0.28 s, "down" 0.35 s, "again" 0.45 s."""
    data = (OUT / world.recording).read_bytes()[44:]
    block = 22050 // 100 * 2
    data = data[-22050 * 2 * 16 // block * block:]
    words, start, quiet = [], None, 0
    for i in range(0, len(data) - block, block):
        if samples.rms(data[i:i + block]) > 150:
            start, quiet = i if start is None else start, 0
        elif start is not None:
            quiet += 1
            if quiet == 25:
                words.append((i - start) / block - 24)
                start, quiet = None, 0
    row = words[-PRESSES:]
    if len(words) <= PRESSES or words[-PRESSES - 1] < 40 or max(row) >= 40:
        return []
    return [length < 32 for length in row]


def start_audio(world, card):
    world.spawn("bluealsa", "bluealsa", "-i", os.path.basename(world.box), "-p", "a2dp-sink")
    give_music(world, "phone")
    world.spawn("aplay-box", "bluealsa-aplay", "-v", f"--pcm={card}",
                "--profile-a2dp", "00:00:00:00:00:00")
    if "record-music" in world.processes:
        return  # it has outlived a power cut
    world.spawn("record-music", "arecord", "-q", "-D", "plughw:Loopback,1,1", "-f", "S16_LE",
                "-r", "48000", "-c", "2", str(OUT / f"{world.name}-music.wav"))


def give_music(world, phone):
    """A BlueALSA of this name to the phone in our hand."""
    world.spawn(f"bluealsa-{phone}", "bluealsa", "-i", os.path.basename(world.phone), "-B", phone,
                "-p", "a2dp-source")


def connect_audio(world, avrcp_first):
    if avrcp_first:
        error = world.call(world.box_on_phone, "org.bluez.Device1", "ConnectProfile", AVRCP,
                           signature="s", seconds=25)
        print("  ConnectProfile of AVRCP:", error or "ok", flush=True)
        world.wait(lambda: False, 3)
    error = world.call(world.box_on_phone, "org.bluez.Device1", "ConnectProfile", A2DP_SINK,
                       signature="s", seconds=25)
    print("  ConnectProfile:", error or "ok", flush=True)
    return world.wait(lambda: transport(world, world.phone_on_box)[0] and pcms(world), 5)


def connects(world):
    """bluetoothd 5.66 loses a race with itself at times; once more, then."""
    device = lambda method: world.call(world.box_on_phone, "org.bluez.Device1", method)
    for _ in range(3):
        if connect_audio(world, False):
            return True
        device("Disconnect")
        world.wait(lambda: not world.device(world.phone_on_box).get("Connected"), 10)
    return False


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


def play_tone(world, hertz=TONE, phone="phone"):
    program = ("import math, struct, sys\n"
               f"wave = (int(12000 * math.sin(2 * math.pi * {hertz} * i / 48000))\n"
               "        for i in range(48000))\n"
               "second = b''.join(struct.pack('<hh', v, v) for v in wave)\n"
               "for i in range(240):\n"
               "    sys.stdout.buffer.write(second)\n")
    tone = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)
    world.spawn(f"aplay-{phone}", "aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c",
                "2", "-D", f"bluealsa:SRV=org.bluealsa.{phone},DEV={world.box_address},"
                "PROFILE=a2dp", stdin=tone.stdout)


def music(world, since=0):
    """What bluealsa-aplay has played after so many bytes: 48 kHz, stereo."""
    with open(OUT / f"{world.name}-music.wav", "rb") as file:
        file.seek(44 + since)
        data = file.read()
    return data[:len(data) // 4 * 4]


def peak(world):
    return samples.peak(music(world))


def transport(world, above):
    """Below an adapter, or a device."""
    for path, object_ in world.objects().items():
        if path.startswith(above + "/") and "org.bluez.MediaTransport1" in object_:
            return path, object_["org.bluez.MediaTransport1"]
    return None, {}


def volume_on_box(world):
    return int(transport(world, world.box)[1].get("Volume", -1))


def volume_on_phone(world):
    return int(transport(world, world.phone)[1].get("Volume", -1))


def set_volume(world, level):
    """The phone's owner presses its volume keys."""
    path, _ = transport(world, world.phone)
    if not path:
        return "no transport"
    return world.call(path, PROPERTIES, "Set", "org.bluez.MediaTransport1", "Volume",
                      dbus.UInt16(level, variant_level=1), signature="ssv")
