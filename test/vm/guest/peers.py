# SPDX-License-Identifier: GPL-3.0-or-later
"""What the phone's and the box's ends show to bluetoothd on the bus."""
import os

import dbus
import dbus.service

PROPERTIES = "org.freedesktop.DBus.Properties"


class Rejected(dbus.DBusException):
    _dbus_error_name = "org.bluez.Error.Rejected"


class PhoneAgent(dbus.service.Object):
    """The phone's screen and keys: it shows numbers, and its owner says yes."""

    def __init__(self, bus, type_number):
        super().__init__(bus, "/phone")
        self.shown = None  # what its screen shows
        self.type_number = type_number

    @dbus.service.method("org.bluez.Agent1", in_signature="ou")
    def RequestConfirmation(self, device, passkey):
        self.shown = f"{passkey:06d}"

    @dbus.service.method("org.bluez.Agent1", in_signature="ouq")
    def DisplayPasskey(self, device, passkey, entered):
        self.shown = f"{passkey:06d}"

    @dbus.service.method("org.bluez.Agent1", in_signature="o", out_signature="u",
                         async_callbacks=("answer", "refuse"))
    def RequestPasskey(self, device, answer, refuse):
        def typed(number):
            self.shown = f"{number:06d}"
            answer(dbus.UInt32(number))
        self.type_number(typed)

    @dbus.service.method("org.bluez.Agent1", in_signature="o")
    def RequestAuthorization(self, device):
        pass

    @dbus.service.method("org.bluez.Agent1", in_signature="os")
    def AuthorizeService(self, device, uuid):
        pass

    @dbus.service.method("org.bluez.Agent1")
    def Cancel(self):
        pass

    @dbus.service.method("org.bluez.Agent1")
    def Release(self):
        pass


class Advertisement(dbus.service.Object):
    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {"Type": "peripheral", "LocalName": "speaker", "Discoverable": dbus.Boolean(True),
                "ServiceUUIDs": dbus.Array(["0000184e-0000-1000-8000-00805f9b34fb"], "s")}

    @dbus.service.method("org.bluez.LEAdvertisement1")
    def Release(self):
        pass


class Profile(dbus.service.Object):
    """A service of the box that the phone may try to open."""

    @dbus.service.method("org.bluez.Profile1", in_signature="oha{sv}")
    def NewConnection(self, device, descriptor, properties):
        os.close(descriptor.take())

    @dbus.service.method("org.bluez.Profile1", in_signature="o")
    def RequestDisconnection(self, device):
        pass

    @dbus.service.method("org.bluez.Profile1")
    def Release(self):
        pass


class Endpoint(dbus.service.Object):
    @dbus.service.method("org.bluez.MediaEndpoint1", in_signature="ay", out_signature="ay")
    def SelectConfiguration(self, capabilities):
        return dbus.Array([dbus.Byte(b) for b in (0x21, 0x15, 2, 32)], "y")

    @dbus.service.method("org.bluez.MediaEndpoint1", in_signature="oa{sv}")
    def SetConfiguration(self, transport, properties):
        pass

    @dbus.service.method("org.bluez.MediaEndpoint1", in_signature="o")
    def ClearConfiguration(self, transport):
        pass

    @dbus.service.method("org.bluez.MediaEndpoint1")
    def Release(self):
        pass
