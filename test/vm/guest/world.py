# SPDX-License-Identifier: GPL-3.0-or-later
"""The box: the packaged earshotd, a sound card and what the box offers; and a phone in
reach of it."""
import os
import pathlib
import shutil
import signal
import subprocess

import dbus
import dbus.mainloop.glib

from peers import Endpoint, Profile, PROPERTIES
from phone import Phone
from processes import OUT

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)


def clear(directory):
    """It is there, empty, and earshotd's."""
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory, 0o700)
    shutil.chown(directory, "earshot", "audio")


class World(Phone):
    def __init__(self, name):
        super().__init__(name)
        shutil.rmtree("/var/lib/bluetooth", ignore_errors=True)
        os.makedirs("/var/lib/bluetooth", 0o700)
        clear("/var/lib/earshot")
        clear("/run/earshot")

    def write_config(self, config):
        # The phone's adapter is not the box's.
        pathlib.Path("/etc/earshot.conf").write_text(
            config + f"[adapter]\naddress = {self.box_address}\n")

    def start_earshotd(self, config):
        self.write_config(config)
        environment = dict(os.environ, STATE_DIRECTORY="/var/lib/earshot",
                           RUNTIME_DIRECTORY="/run/earshot")
        self.spawn("earshotd", "setpriv", "--reuid", "earshot", "--regid", "audio",
                   "--init-groups", "/usr/sbin/earshotd", "--debug", env=environment)

    def start_recording(self):
        self.recording = f"{self.name}.wav"
        self.spawn("arecord", "arecord", "-q", "-D", "plughw:Loopback,1,0", "-f", "S16_LE",
                   "-r", "22050", "-c", "1", str(OUT / self.recording))
        return self.wait(lambda: (OUT / self.recording).exists())

    def power_cut(self):
        """Everything that runs is gone, the phone's end too, and whatever was on no disk."""
        if self.agent:
            self.agent.remove_from_connection()
        self.agent = None
        ours = [n for n in self.processes if n not in ("arecord", "record-music")]
        for name in ours:
            self.processes[name].kill()
        for name in ours:
            self.end(name)
        self.bus.close()
        clear("/run/earshot")

    def stop(self):
        if self.agent:
            self.agent.remove_from_connection()
        if "arecord" in self.processes:
            self.end("arecord", signal.SIGINT)
        last = ["earshotd", "monitor", "bluetoothd", "sspshim", "btvirt"]
        for name in [n for n in self.processes if n not in last] + last:
            if name in self.processes:
                self.end(name)
        self.bus.close()

    # The owner's word

    def command(self, method, *arguments, signature=None):
        return self.call("/org/earshot", "org.earshot.Earshot1", method, *arguments,
                         signature=signature, peer="org.earshot.Earshot1", seconds=20)

    def says(self):
        """Whether the box speaks now."""
        daemon = self.bus.get_object("org.earshot.Earshot1", "/org/earshot", introspect=False)
        return bool(daemon.Get("org.earshot.Earshot1", "Speaking", dbus_interface=PROPERTIES))

    def command_as(self, user, *groups):
        """What dbus-send tells of a call by this user."""
        run = subprocess.run(
            ["setpriv", "--reuid", user, "--regid", "nogroup",
             *(["--groups", ",".join(groups)] if groups else ["--clear-groups"]),
             "dbus-send", "--system", "--print-reply", "--dest=org.earshot.Earshot1",
             "/org/earshot", "org.freedesktop.DBus.Properties.Get",
             "string:org.earshot.Earshot1", "string:Window"],
            capture_output=True, text=True, timeout=30, check=False)
        return run.stdout + run.stderr

    # Services

    def offer_keyboard(self, psm):
        """The box offers a keyboard's service, and asks the agent for it."""
        self.profile = Profile(self.bus, "/keyboard")
        return self.call(
            "/org/bluez", "org.bluez.ProfileManager1", "RegisterProfile",
            dbus.ObjectPath("/keyboard"), "00001124-0000-1000-8000-00805f9b34fb",
            dbus.Dictionary({"Role": "server", "PSM": dbus.UInt16(psm),
                             "RequireAuthentication": dbus.Boolean(True),
                             "RequireAuthorization": dbus.Boolean(True)}, "sv"),
            signature="osa{sv}")

    def offer_network(self):
        """The box offers a network (PAN), by bluetoothd's own plugin."""
        return self.call(self.box, "org.bluez.NetworkServer1", "Register", "nap", "pan0",
                         signature="ss")

    def offer_audio(self):
        """The box offers an A2DP sink."""
        self.endpoint = Endpoint(self.bus, "/sink")
        sbc = dbus.Array([dbus.Byte(b) for b in (0xFF, 0xFF, 2, 64)], "y")
        return self.call(
            self.box, "org.bluez.Media1", "RegisterEndpoint", dbus.ObjectPath("/sink"),
            dbus.Dictionary({"UUID": "0000110b-0000-1000-8000-00805f9b34fb",
                             "Codec": dbus.Byte(0), "Capabilities": sbc}, "sv"),
            signature="oa{sv}")
