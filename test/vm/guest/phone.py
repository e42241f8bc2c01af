# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone: a client of the bluetoothd that also serves the box, with an agent of its
own; earshotd's is the default one, which answers for the box."""
import sys

import dbus
from gi.repository import GLib

from bluez import ADAPTER, DEVICE
from peers import Advertisement, PhoneAgent, PROPERTIES
from processes import PATIENCE
from radios import Radios


class Phone(Radios):
    def __init__(self, name):
        super().__init__(name)
        self.agent = None
        self.advertisement = None
        self.typed = None

    def give_phone(self, capability):
        self.agent = PhoneAgent(self.bus, self.type_what_is_spoken)
        return self.call("/org/bluez", "org.bluez.AgentManager1", "RegisterAgent",
                         dbus.ObjectPath("/phone"), capability, signature="os")

    def listen_in(self):
        """Reads the passkey where root can, for the phone's owner to type: the
        ear that judges the recording works outside."""
        self.spawn("monitor", "dbus-monitor", "--system",
                   "interface='org.bluez.Agent1',member='DisplayPasskey'")

    def spoken_number(self):
        words = self.log("monitor").split("member=DisplayPasskey")
        if len(words) < 2 or "uint32" not in words[-1]:
            return None
        return int(words[-1].split("uint32", 1)[1].split()[0])

    def type_what_is_spoken(self, typed):
        # The owner types when all was said once; here: when the box is told.
        GLib.timeout_add(200, lambda: self.try_to_type(typed))

    def try_to_type(self, typed):
        number = self.spoken_number()
        if number is None:
            return True
        if not self.typing_allowed():
            return True
        typed(number)
        return False

    def typing_allowed(self):
        return True

    def discover(self, transport):
        """The phone looks for the box until it sees it."""
        self.call(self.phone, ADAPTER, "SetDiscoveryFilter",
                  dbus.Dictionary({"Transport": dbus.String(transport)}, "sv"), signature="a{sv}")
        seen = lambda: self.box_on_phone in self.objects()
        for _ in range(8):
            self.call(self.phone, ADAPTER, "StartDiscovery")
            if transport == "le":
                # Only now: the emulated radio reports an advertiser once.
                self.wait(lambda: self.get(self.phone, ADAPTER, "Discovering"), 5)
                self.advertise()
            found = self.wait(seen, 3)
            self.call(self.phone, ADAPTER, "StopDiscovery")
            if found or self.wait(seen, 1):
                return True
        return False

    def advertise(self):
        """The box over LE, anew each time."""
        if self.seems_le_only:
            # Else bluetoothd pairs over BR/EDR. Core Specification Supplement, Part A, 1.3:
            # general discoverable, BR/EDR not supported.
            self.btmgmt(self.box, "rm-adv", "1")
            self.btmgmt(self.box, "add-adv", "-c", "-d", "020106", "-u", "184e", "1")
            return
        manager = "org.bluez.LEAdvertisingManager1"
        path = dbus.ObjectPath("/advertisement")
        if self.advertisement:
            self.call(self.box, manager, "UnregisterAdvertisement", path, signature="o")
        else:
            self.advertisement = Advertisement(self.bus, "/advertisement")
        self.call(self.box, manager, "RegisterAdvertisement", path,
                  dbus.Dictionary({}, "sv"), signature="oa{sv}")

    def pair(self):
        """The error's name, or nothing: it is paired."""
        return self.call(self.box_on_phone, DEVICE, "Pair", seconds=PATIENCE)

    def trust_box(self):
        """One agent answers for both ends here; on the phone's side none is asked then.
        Whether the phone still sees the box."""
        return self.call(self.box_on_phone, PROPERTIES, "Set", DEVICE, "Trusted",
                         dbus.Boolean(True), signature="ssv") == ""

    def begin_to_pair(self):
        """A list that gets what pair() gives, once that is known."""
        return self.begin(self.box_on_phone, DEVICE, "Pair")

    def hold_link(self):
        """The phone stays connected: an SDP channel that asks for nothing."""
        program = ("import socket, sys\n"
                   "s = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_SEQPACKET, "
                   "socket.BTPROTO_L2CAP)\n"
                   f"s.bind(({self.phone_address!r}, 0))\n"
                   f"s.connect(({self.box_address!r}, 1))\n"
                   "print('held', flush=True)\n"
                   "s.recv(1)\n")
        self.spawn("link", sys.executable, "-c", program)
        return self.wait(lambda: "held" in self.log("link"), 20)

    def forget_box(self):
        """The phone's owner taps "forget this device"."""
        return self.call(self.phone, ADAPTER, "RemoveDevice",
                         dbus.ObjectPath(self.box_on_phone), signature="o")

    def open_channel(self, psm):
        """The phone opens an L2CAP channel to the box; true: it was let in."""
        program = (
            "import socket\n"
            "s = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_SEQPACKET, socket.BTPROTO_L2CAP)\n"
            f"s.bind(({self.phone_address!r}, 0))\n"
            "s.settimeout(30)\n"
            # Set up only once the agent has answered.
            f"s.connect(({self.box_address!r}, {psm}))\n")
        process = self.spawn(f"channel-{psm}", sys.executable, "-c", program)
        self.wait(lambda: process.poll() is not None, 45)
        return process.poll() == 0
