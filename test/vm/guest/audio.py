# SPDX-License-Identifier: GPL-3.0-or-later
"""Music over A2DP and its volume over AVRCP, with BlueALSA at both ends."""
import os
import subprocess
import sys

import dbus

import samples
from peers import PROPERTIES
from processes import OUT
from room import logged

TONE = 440  # Hz
A2DP_SINK = "0000110b-0000-1000-8000-00805f9b34fb"
AVRCP = "0000110e-0000-1000-8000-00805f9b34fb"


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


def is_playing(world, phone="phone"):
    playing = world.processes.get(f"aplay-{phone}")
    return bool(playing) and playing.poll() is None


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
