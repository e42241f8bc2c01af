#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sspshim.py N: N virtual controllers between the kernel and `btvirt -s`.

A controller does Secure Simple Pairing over BR/EDR; btvirt's always shows
000000. Here the exchange of capabilities, the choice of the model, a random
number and the verdict happen between the two kernels, as Bluetooth Core
Specification Vol 2, Part H, 7 has it; btvirt does all the rest. LE pairing is
the kernels' own and passes through.

AIR_DELAY, in seconds, is how long data is in the air: bluetoothd 5.66 answers a
stream's configuration wrongly where reverse discovery overtakes it, which no
real radio lets it do.

With AIR_FAST eight packets of 1021 bytes may be in the air, as real controllers have
it, and music comes as time goes by. Else it is btvirt's one of 192 bytes: music comes
in pieces, and leaves the machine time for the rest.

Prints who calls whom. Takes words, one a line: `lost` cuts the links of the first
controller, and nobody reaches anybody; `box`: that one reaches the others; `all`.
"""
import collections
import errno
import os
import select
import socket
import stat
import struct
import sys
import time

import kernel
from links import BREDR, CONNECTION_COMPLETE, DISCONNECTION_COMPLETE, Links
from packets import ACL, COMMAND, EVENT, Packets
from pairing import CONFIRM, CONFIRMATION_REQUEST, NO_IO, NOT_CONFIRM, Pairings

DELAY = float(os.environ.get("AIR_DELAY", 0))
FAST = "AIR_FAST" in os.environ
IO_CAPABILITY_REPLY = 0x042B
LINK_KEY_REPLY, RADIO_KEY = 0x040B, bytes(i % 10 for i in range(16))
PASSKEY_REPLY, NO_PASSKEY, NO_IO_CAPABILITY = 0x042E, 0x042F, 0x0434
COMMAND_COMPLETE, LINK_KEY, IO_REQUEST, IO_RESPONSE = 0x0E, 0x18, 0x31, 0x32
CREATE_CONNECTION, DISCONNECT, COMMAND_STATUS = 0x0405, 0x0406, 0x0F
PACKETS_COMPLETED = 0x13
PAGE_TIMEOUT, LINK_TIMEOUT = 0x04, 0x08


class Air(Pairings):
    """All controllers, and what is between them."""

    def __init__(self, count):
        super().__init__()
        self.controllers = [Controller(self, place + 1) for place in range(count)]
        self.callers = self.controllers

    def listen(self):
        words = os.read(0, 256).decode().split()
        if not words:
            sys.exit("sspshim: nobody tells any more")
        for word in words:
            self.told(word)

    def told(self, word):
        self.callers = {"lost": [], "box": self.controllers[:1], "all": self.controllers}[word]
        if word == "lost":
            self.controllers[0].lose_links()

    def at(self, address):
        return next(c for c in self.controllers if c.address == address)


class Controller:
    """One controller: the kernel's end and btvirt's."""

    def __init__(self, air, place):
        self.air = air
        self.links = Links(place)
        self.lost = set()  # handles
        self.kernel = kernel.end()
        self.radio = socket.socket(socket.AF_UNIX)
        self.radio.connect("/tmp/bt-server-bredrle")
        self.packets = Packets()
        self.address = None
        self.landing = collections.deque()  # (when, packet)
        self.ours = collections.Counter()  # commands that the kernel did not send

    def give(self, packet):
        try:
            self.kernel.give(packet)
        except OSError as e:
            if e.errno != errno.ENXIO:  # hci_recv_frame: it was switched off meanwhile
                raise

    def event(self, code, data):
        self.give(bytes([EVENT, code, len(data)]) + data)

    def complete(self, opcode, peer):
        self.event(COMMAND_COMPLETE, b"\x01" + struct.pack("<HB", opcode, 0) + peer)

    def command(self, opcode, data):
        self.ours[opcode] += 1
        self.radio.sendall(struct.pack("<BHB", COMMAND, opcode, len(data)) + data)

    def from_kernel(self):
        for packet in self.kernel.taken():
            self.take(packet)

    def take(self, packet):
        if packet[0] == COMMAND:
            opcode = struct.unpack("<H", packet[1:3])[0]
            if self.pairs(opcode, packet[4:]):
                return
            if opcode == CREATE_CONNECTION and not self.calls(packet[4:10]):
                return
            if opcode == LINK_KEY_REPLY:
                packet = packet[:10] + self.radio_key(packet[4:10], packet[10:26])
        elif packet[0] == ACL:
            packet = self.links.marked(packet)
        self.radio.sendall(packet)

    def calls(self, peer):
        """Whether it is in reach; else nobody answers, at once."""
        print(text(self.address), "calls", text(peer), flush=True)
        if self in self.air.callers:
            return True
        self.event(COMMAND_STATUS, struct.pack("<BBH", 0, 1, CREATE_CONNECTION))
        self.event(CONNECTION_COMPLETE, bytes([PAGE_TIMEOUT, 0, 0]) + peer + bytes([BREDR, 0]))
        return False

    def lose_links(self):
        self.lost = set(self.links.peers)
        for handle in self.lost:
            self.command(DISCONNECT, struct.pack("<HB", handle, LINK_TIMEOUT))

    def radio_key(self, peer, key):
        """btvirt knows one key for all that are paired, and no other."""
        pairing = self.air.find(self.address, peer)
        return RADIO_KEY if pairing and pairing.done and key == pairing.key else key

    def pairs(self, opcode, data):
        """True where the command is one of the pairing, and done here."""
        if opcode not in (IO_CAPABILITY_REPLY, CONFIRM, NOT_CONFIRM, PASSKEY_REPLY, NO_PASSKEY,
                          NO_IO_CAPABILITY):
            return False
        peer = data[:6]
        if opcode in (IO_CAPABILITY_REPLY, NO_IO_CAPABILITY):
            pairing = self.air.open_pairing(self.address, peer)
            self.complete(opcode, peer)
            if opcode == NO_IO_CAPABILITY:
                for address in pairing.who:
                    pairing.io.setdefault(address, (NO_IO, 0))
                self.air.answer(pairing, self.address, False)
                return True
            pairing.io[self.address] = (data[6], data[8])
            self.air.at(peer).event(IO_RESPONSE, self.address + data[6:9])
            if peer in pairing.io:
                self.air.begin(pairing)
            else:
                self.air.at(peer).event(IO_REQUEST, self.address)
            return True
        self.complete(opcode, peer)
        pairing = self.air.find(self.address, peer)
        if pairing and not pairing.done:
            value = (struct.unpack("<I", data[6:10])[0] if opcode == PASSKEY_REPLY
                     else opcode == CONFIRM)
            self.air.answer(pairing, self.address, value)
        return True

    def from_radio(self):
        data = self.radio.recv(65536)
        if not data:
            sys.exit("sspshim: btvirt is gone")
        for packet in self.packets.of(data):
            packet = self.filtered(packet)
            if FAST and packet and packet[:2] == bytes([EVENT, PACKETS_COMPLETED]):
                self.give(packet)  # acknowledgements are not in the air
            elif packet:
                # Events as well: they must not overtake the data.
                self.landing.append((time.monotonic() + DELAY, packet))

    def land(self):
        """Gives the kernel what has arrived; when the next packet does."""
        while self.landing and self.landing[0][0] <= time.monotonic():
            self.give(self.landing.popleft()[1])
        return self.landing[0][0] if self.landing else None

    def filtered(self, packet):
        """What the kernel may see of a packet, or nothing."""
        if packet[0] == ACL:
            return self.links.unmarked(packet, [c.address for c in self.air.controllers])
        if packet[0] != EVENT:
            return packet
        code, data = packet[1], packet[3:]
        self.links.see(code, data)
        if FAST and code == COMMAND_COMPLETE and data[1:3] == b"\x05\x10":  # Read Buffer Size
            return packet[:7] + struct.pack("<HBH", 1021, packet[9], 8) + packet[12:]
        if code == COMMAND_COMPLETE and len(data) >= 10 and data[1:3] == b"\x09\x10":
            self.address = data[4:10]  # Read BD_ADDR
        if code in (COMMAND_COMPLETE, COMMAND_STATUS):
            start = 1 if code == COMMAND_COMPLETE else 2
            opcode = struct.unpack("<H", data[start:start + 2])[0]
            if self.ours[opcode]:
                self.ours[opcode] -= 1
                return None
        if code == DISCONNECTION_COMPLETE and struct.unpack("<H", data[1:3])[0] in self.lost:
            self.lost.remove(struct.unpack("<H", data[1:3])[0])
            return packet[:-1] + bytes([LINK_TIMEOUT])
        if code in (IO_RESPONSE, CONFIRMATION_REQUEST):
            return None  # ours are the true ones
        if code == LINK_KEY:
            pairing = self.air.find(self.address, data[:6])
            if pairing and pairing.done:
                kind = 8 if pairing.authenticated() else 7
                return packet[:3] + data[:6] + pairing.key + bytes([kind])
        return packet


def text(address):
    return ":".join(f"{byte:02X}" for byte in reversed(address))


def main():
    air = Air(int(sys.argv[1]))
    poll = select.poll()
    takers = {}
    if stat.S_ISFIFO(os.fstat(0).st_mode):
        takers[0] = air.listen
    for controller in air.controllers:
        takers[controller.kernel.fileno()] = controller.from_kernel
        takers[controller.radio.fileno()] = controller.from_radio
    for descriptor in takers:
        poll.register(descriptor, select.POLLIN)
    while True:
        due = [when for when in (c.land() for c in air.controllers) if when]
        left = max(0, min(due) - time.monotonic()) * 1000 if due else None
        for descriptor, _ in poll.poll(left):
            takers[descriptor]()


if __name__ == "__main__":
    main()
