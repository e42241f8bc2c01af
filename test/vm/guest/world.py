# SPDX-License-Identifier: GPL-3.0-or-later
"""Controllers, bluetoothd, the packaged earshotd, a sound card and a phone.

One bluetoothd serves two emulated controllers: the box's, and the phone's. The
phone is a D-Bus client with an agent of its own; earshotd's is the default one,
which answers for the box.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

import dbus
import dbus.bus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)

BLUEZ = "org.bluez"
BLUETOOTHD = "/usr/libexec/bluetooth/bluetoothd"
ADAPTER, DEVICE = "org.bluez.Adapter1", "org.bluez.Device1"
PROPERTIES = "org.freedesktop.DBus.Properties"
OUT = pathlib.Path("/job/out")
PATIENCE = 60  # s; the machine is emulated, and slow


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


def clear(directory):
    """It is there, empty, and earshotd's."""
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory, 0o700)
    shutil.chown(directory, "earshot", "audio")


class World:
    def __init__(self, name):
        self.name = name
        self.le_only = False  # the phone's radio
        self.seems_le_only = False  # the box, by the flags that it advertises
        self.controllers = 2  # the box's, the phone's, a neighbour's
        self.air_delay = 0  # s
        self.music_flows = False  # without gaps, which costs the machine much
        self.plugins_off = "input"
        self.processes = {}
        self.context = GLib.MainContext.default()
        self.agent = None
        self.advertisement = None
        self.typed = None
        shutil.rmtree("/var/lib/bluetooth", ignore_errors=True)
        os.makedirs("/var/lib/bluetooth", 0o700)
        clear("/var/lib/earshot")
        clear("/run/earshot")

    # Processes

    def spawn(self, name, *command, **options):
        log = open(OUT / f"{self.name}-{name}.log", "ab")
        self.processes[name] = subprocess.Popen(command, **{"stdout": log, "stderr": log, **options})
        log.close()
        return self.processes[name]

    def end(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name)
        process.send_signal(how)
        try:
            return process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def log(self, name):
        return (OUT / f"{self.name}-{name}.log").read_text(errors="replace")

    def wait(self, happened, seconds=PATIENCE):
        """Runs D-Bus until something has happened; false where it does not."""
        alarm = GLib.timeout_add(50, lambda: True)
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                if happened():
                    return True
                self.context.iteration(True)
            return bool(happened())
        finally:
            GLib.source_remove(alarm)

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

    # BlueZ

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
                            lambda e: result.append(e.get_dbus_name()), timeout=seconds)
        return result

    def call(self, *call, seconds=PATIENCE, **options):
        """The error's name of a call that is waited for, or nothing."""
        result = self.begin(*call, seconds=seconds, **options)
        self.wait(lambda: result, seconds + 5)
        return result[0] if result else "no answer"

    def is_visible(self):
        try:
            return bool(self.get(self.box, ADAPTER, "Discoverable"))
        except dbus.DBusException:
            return False

    # The phone

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
