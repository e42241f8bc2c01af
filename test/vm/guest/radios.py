# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated radios, and bluetoothd, which serves them all."""
import os
import pathlib
import subprocess
import sys

import dbus
import dbus.bus

from bluez import ADAPTER, Bluez

BLUETOOTHD = "/usr/libexec/bluetooth/bluetoothd"


class Radios(Bluez):
    def __init__(self, name):
        super().__init__(name)
        self.le_only = False  # the phone's radio
        self.seems_le_only = False  # the box, by the flags that it advertises
        self.controllers = 2  # the box's, the phone's, a neighbour's
        self.air_delay = 0  # s
        self.music_flows = False  # without gaps, which costs the machine much
        self.plugins_off = "input"

    def start_radios(self):
        self.plug_in()
        self.start_bluetoothd()
        self.bus = dbus.bus.BusConnection(dbus.bus.BUS_SYSTEM)
        self.bus.set_exit_on_disconnect(False)
        if not self.wait(self.find_adapters, 25):
            # On a busy machine the kernel may have given a controller up.
            self.end("sspshim")
            self.end("btvirt")
            self.plug_in()
            if not self.wait(self.find_adapters):
                sys.exit("no adapters")
        if self.le_only:
            self.switch_bredr_off()
        for phone in self.phones:
            self.power(phone)

    def plug_in(self):
        pathlib.Path("/tmp/bt-server-bredrle").unlink(missing_ok=True)
        self.spawn("btvirt", "btvirt", "-s")
        if not self.wait(lambda: os.path.exists("/tmp/bt-server-bredrle")):
            sys.exit("btvirt does not start")
        self.spawn("sspshim", sys.executable, "/job/guest/sspshim.py", str(self.controllers),
                   stdin=subprocess.PIPE, env=dict(os.environ, AIR_DELAY=str(self.air_delay),
                            **({"AIR_FAST": "1"} if self.music_flows else {})))

    def tell_air(self, word):
        """What sspshim.py takes."""
        air = self.processes["sspshim"].stdin
        air.write(word.encode() + b"\n")
        air.flush()

    def start_bluetoothd(self):
        # Without its own input plugin, a keyboard's UUID is free for our profile.
        self.spawn("bluetoothd", BLUETOOTHD, "-n", "-d",
                   "--noplugin=" + self.plugins_off)

    def find_adapters(self):
        try:
            found = {str(o[ADAPTER]["Address"]): str(path) for path, o in self.objects().items()
                     if ADAPTER in o and "org.bluez.LEAdvertisingManager1" in o}
        except dbus.DBusException:
            return False
        if len(found) < self.controllers:
            return False
        (self.box_address, self.box), *phones = sorted(found.items())
        self.phones = [path for _, path in phones]
        self.hold(*phones[0])
        return True

    def hold(self, address, adapter):
        """This phone is in our hand from now on."""
        self.phone_address, self.phone = address, adapter
        self.box_on_phone = adapter + "/dev_" + self.box_address.replace(":", "_")
        self.phone_on_box = self.box + "/dev_" + address.replace(":", "_")

    def hold_neighbours(self):
        adapter = self.phones[1]
        self.hold(str(self.get(adapter, ADAPTER, "Address")), adapter)

    def switch_bredr_off(self):
        """Else bluetoothd pairs over BR/EDR whatever it has found over LE."""
        for setting in (("power", "off"), ("le", "on"), ("bredr", "off"), ("power", "on")):
            self.btmgmt(self.phone, *setting)

    def btmgmt(self, adapter, *words):
        # That of BlueZ 5.82 waits for ever where it can't poll its standard input, as
        # /dev/null can't be (bluez issue 700).
        with subprocess.Popen(["btmgmt", "--index", adapter.rsplit("hci", 1)[1], *words],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise

    def power(self, adapter):
        def powered():
            try:
                if self.get(adapter, ADAPTER, "Powered"):
                    return True
                self.set(adapter, ADAPTER, "Powered", True)
            except dbus.DBusException:
                pass
            return False
        if not self.wait(powered):
            sys.exit("an adapter stays off")

    def is_visible(self):
        try:
            return bool(self.get(self.box, ADAPTER, "Discoverable"))
        except dbus.DBusException:
            return False
