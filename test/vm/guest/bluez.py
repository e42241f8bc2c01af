# SPDX-License-Identifier: GPL-3.0-or-later
"""What bluetoothd knows, and calls to it and to earshotd."""
import dbus

from peers import PROPERTIES
from processes import PATIENCE, Processes, slow

BLUEZ = "org.bluez"
ADAPTER, DEVICE = "org.bluez.Adapter1", "org.bluez.Device1"


class Bluez(Processes):
    def objects(self):
        manager = self.bus.get_object(BLUEZ, "/", introspect=False)
        return manager.GetManagedObjects(dbus_interface="org.freedesktop.DBus.ObjectManager")

    def get(self, path, interface, name):
        return self.bus.get_object(BLUEZ, path, introspect=False).Get(
            interface, name, dbus_interface=PROPERTIES)

    def set(self, path, interface, name, value):
        self.bus.get_object(BLUEZ, path, introspect=False).Set(
            interface, name, dbus.Boolean(value), dbus_interface=PROPERTIES, signature="ssv")

    def device(self, path):
        """Paired, Bonded, Trusted, Connected of a device; empty: not there."""
        found = self.objects().get(path, {}).get(DEVICE, {})
        return {k: bool(found[k]) for k in ("Paired", "Bonded", "Trusted", "Connected")
                if k in found}

    def begin(self, path, interface, method, *arguments, signature=None, seconds=PATIENCE,
              peer=BLUEZ):
        """A list that gets what call() gives, once that is known."""
        result = []
        self.bus.call_async(peer, path, interface, method, signature, arguments,
                            lambda *_: result.append(""),
                            lambda e: result.append(e.get_dbus_name()), timeout=seconds * slow())
        return result

    def call(self, *call, seconds=PATIENCE, **options):
        """The error's name of a call that is waited for, or nothing."""
        result = self.begin(*call, seconds=seconds, **options)
        self.wait(lambda: result, seconds + 5)
        return result[0] if result else "no answer"
