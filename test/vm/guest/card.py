# SPDX-License-Identifier: GPL-3.0-or-later
"""A card that one program alone can open, as HDMI and many HATs are: who plays holds it."""
import time

import dbus
import dbus.service
from gi.repository import GLib

from audio import TONE, connects, pcms, play_tone, speaker
from room import CODE_ASKED, HEARD, SOUND, admitted, config, logged
from processes import OUT
import samples

PLAYER = "org.mpris.MediaPlayer2.Player"
SECOND = 22050 * 2  # of the recording, in bytes


class Player(dbus.service.Object):
    """The phone's. After a pause it streams on for three seconds, as Android does."""

    def __init__(self, world):
        super().__init__(world.bus, "/player")
        self.world = world
        self.heard = []

    def register(self):
        can = {f"Can{what}": dbus.Boolean(True) for what in ("Play", "Pause", "Control")}
        return self.world.call(
            self.world.phone, "org.bluez.Media1", "RegisterPlayer", dbus.ObjectPath("/player"),
            dbus.Dictionary({"PlaybackStatus": "Stopped", "Identity": "phone", **can}, "sv"),
            signature="oa{sv}")

    def begin(self):
        play_tone(self.world)
        self.PropertiesChanged(PLAYER, {"PlaybackStatus": "Playing"}, [])

    def end(self):
        self.world.end("aplay-phone")
        return False

    @dbus.service.method(PLAYER)
    def Pause(self):
        self.heard.append("Pause")
        self.PropertiesChanged(PLAYER, {"PlaybackStatus": "Paused"}, [])
        GLib.timeout_add(3000, self.end)

    @dbus.service.method(PLAYER)
    def Play(self):
        self.heard.append("Play")
        self.begin()

    @dbus.service.signal("org.freedesktop.DBus.Properties", signature="sa{sv}as")
    def PropertiesChanged(self, interface, changed, invalidated):
        pass


def tone_is_heard(world):
    """A tenth of a second is the phone's tone and nothing else, of the last two that came out
    of the card: the machine is slow, and the music comes in pieces."""
    data = (OUT / world.recording).read_bytes()[44:]
    tenth = SECOND // 10
    data = data[:len(data) // tenth * tenth][-2 * SECOND:]
    return any(samples.peak(part) > 1000 and samples.share(part, TONE, 22050) > 0.8
               for part in (data[at:at + tenth] for at in range(0, len(data), tenth)))


def settles(world):
    """Nothing is said for three seconds."""
    since = [time.monotonic()]

    def quiet():
        if world.says():
            since[0] = time.monotonic()
        return time.monotonic() - since[0] > 3
    return world.wait(quiet)


def card_for_one_program(s):
    """The window is opened while a phone's music holds the card; then another phone asks."""
    world = s.world
    speaker(s, config("heard", sound=SOUND), card="plughw:Loopback,0,0")
    player = Player(world)
    error = player.register()
    s.check("the phone has a player", error == "", error)
    s.check("it finds the box", world.discover("bredr"))
    s.check("it pairs", world.trust_box() and world.pair() == "")
    s.check("it is in", world.wait(lambda: world.phone_address in admitted()))
    s.check("it connects", connects(world), pcms(world))
    s.check("the box has said all it has to say", settles(world))
    player.begin()
    s.check("the box knows that it plays", world.wait(lambda: plays(world)), players(world))
    s.check("its music is heard", world.wait(lambda: tone_is_heard(world)))

    heard = world.log("earshotd").count(HEARD)
    s.check("the window is opened", world.command("Open", dbus.UInt32(0), signature="u") == "")
    s.check("the music pauses", world.wait(lambda: player.heard == ["Pause"], 10), player.heard)
    s.check("for the words", world.wait(logged(world, HEARD, heard + 1), 25))
    s.check("and plays on after them", world.wait(lambda: player.heard == ["Pause", "Play"], 30),
            player.heard)
    s.check("it is heard again", world.wait(lambda: tone_is_heard(world)))

    world.hold_neighbours()
    s.check("another phone finds the box", world.discover("bredr"))
    begun = world.begin_to_pair()
    s.check("it asks", world.wait(logged(world, CODE_ASKED, 2)), begun)
    start = time.monotonic()
    said = lambda: HEARD in world.log("earshotd").split(CODE_ASKED)[-1]
    s.check("its code is said to the end within 25 s", world.wait(said, 25),
            time.monotonic() - start)
    print(f"  asked to heard: {time.monotonic() - start:.1f} s", flush=True)
    s.check("it is in, too", world.wait(lambda: world.phone_address in admitted()))


def players(world):
    return [str(o["org.bluez.MediaPlayer1"].get("Status")) for o in world.objects().values()
            if "org.bluez.MediaPlayer1" in o]


def plays(world):
    return "playing" in players(world)
