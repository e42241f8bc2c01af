# SPDX-License-Identifier: GPL-3.0-or-later
"""An org.bluez in this process: one adapter, any number of devices, and whichever agent
registers. It asks that agent as bluetoothd does, and tells when each thing happened."""
import time

import dbus
import dbus.bus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)

ADAPTER, DEVICE = "org.bluez.Adapter1", "org.bluez.Device1"
MANAGER, PROPERTIES = "org.bluez.AgentManager1", "org.freedesktop.DBus.Properties"
TREE = "org.freedesktop.DBus.ObjectManager"
HCI = "/org/bluez/hci0"
AUDIO_SINK = "0000110d-0000-1000-8000-00805f9b34fb"


def wait(happened, what, seconds=40):
    """Serves the bus until this is true."""
    context, late = GLib.MainContext.default(), []
    watchdog = GLib.timeout_add(int(seconds * 1000), lambda: late.append(True) or True)
    while not happened() and not late:
        context.iteration(True)
    GLib.source_remove(watchdog)
    if not happened():
        raise TimeoutError(f"after {seconds} s still not: {what}")


def rest(seconds):
    end = time.monotonic() + seconds
    GLib.timeout_add(int(seconds * 1000), lambda: False)
    wait(lambda: time.monotonic() >= end - 0.001, "the time is over", seconds + 10)


class Answer:
    """Of one call to the agent: when it was called and answered, and with what error."""

    def __init__(self):
        self.asked, self.answered, self.error = time.monotonic(), None, None

    def end(self, error=None):
        self.answered, self.error = time.monotonic(), error and error.get_dbus_name()


class Bluez(dbus.service.FallbackObject):
    def __init__(self, address):
        self.bus = dbus.bus.BusConnection(address)
        super().__init__(self.bus, "/")
        self.name = dbus.service.BusName("org.bluez", self.bus)
        self.agent = self.registered = None
        self.objects = {"/org/bluez": {MANAGER: {}}, HCI: {ADAPTER: dbus.Dictionary({
            "Address": "00:AA:01:00:00:00", "Alias": "raspberrypi", "Name": "raspberrypi",
            "Powered": True, "Discoverable": False, "Pairable": True, "Discovering": False,
            "DiscoverableTimeout": dbus.UInt32(180), "PairableTimeout": dbus.UInt32(0),
            "Class": dbus.UInt32(0x240414), "UUIDs": dbus.Array([], "s")}, signature="sv")}}

    def know(self, number, paired=True):
        """The path of a device; of a new one, that is not paired, everybody is told."""
        address = f"00:AA:01:{number >> 16 & 255:02X}:{number >> 8 & 255:02X}:{number & 255:02X}"
        path = f"{HCI}/dev_{address.replace(':', '_')}"
        self.objects[path] = {DEVICE: dbus.Dictionary({
            "Adapter": dbus.ObjectPath(HCI), "Address": address, "Alias": "Pixel", "Name": "Pixel",
            "Paired": paired, "Bonded": paired, "Trusted": False, "Blocked": False,
            "Connected": not paired, "UUIDs": dbus.Array([], "s")}, signature="sv")}
        if not paired:
            self.InterfacesAdded(path, self.objects[path])
        return path

    def forget(self, path):
        if self.objects.pop(path, None):
            self.InterfacesRemoved(path, [DEVICE])

    def put(self, path, interface, name, value):
        self.objects[path][interface][name] = value
        self.changed(path, interface, {name: value})

    def ask(self, method, signature, *arguments):
        answer = Answer()
        self.bus.call_async(*self.agent, "org.bluez.Agent1", method, signature, arguments,
                            lambda *_: answer.end(), answer.end, timeout=60)
        return answer

    def confirm(self, device, code):
        return self.ask("RequestConfirmation", "ou", dbus.ObjectPath(device), code)

    @dbus.service.method(MANAGER, in_signature="os", sender_keyword="sender")
    def RegisterAgent(self, path, _capability, sender):
        self.agent, self.registered = (sender, path), time.monotonic()

    @dbus.service.method(MANAGER, in_signature="o")
    def RequestDefaultAgent(self, path):
        pass

    @dbus.service.method(MANAGER, in_signature="o")
    def UnregisterAgent(self, path):
        self.agent = None

    @dbus.service.method(ADAPTER, in_signature="o")
    def RemoveDevice(self, path):
        self.forget(path)

    @dbus.service.method(TREE, out_signature="a{oa{sa{sv}}}")
    def GetManagedObjects(self):
        return self.objects

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v", path_keyword="path")
    def Get(self, interface, name, path):
        return self.objects[path][interface][name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}", path_keyword="path")
    def GetAll(self, interface, path):
        return self.objects[path][interface]

    @dbus.service.method(PROPERTIES, in_signature="ssv", path_keyword="path")
    def Set(self, interface, name, value, path):
        self.put(path, interface, name, value)

    def changed(self, path, interface, values):
        message = dbus.lowlevel.SignalMessage(path, PROPERTIES, "PropertiesChanged")
        message.append(interface, values, [], signature="sa{sv}as")
        self.bus.send_message(message)

    @dbus.service.signal(TREE, signature="oa{sa{sv}}")
    def InterfacesAdded(self, path, interfaces):
        pass

    @dbus.service.signal(TREE, signature="oas")
    def InterfacesRemoved(self, path, interfaces):
        pass
