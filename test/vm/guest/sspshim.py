#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sspshim.py N: N virtual controllers between /dev/vhci and `btvirt -s`.

A controller does Secure Simple Pairing over BR/EDR; btvirt's always shows
000000. Here the exchange of capabilities, the choice of the model, a random
number and the verdict happen between the two kernels, as Bluetooth Core
Specification Vol 2, Part H, 7 has it; btvirt does all the rest. LE pairing is
the kernels' own and passes through.

AIR_DELAY, in seconds, is how long data is in the air: bluetoothd 5.66 answers a
stream's configuration wrongly where reverse discovery overtakes it, which no
real radio lets it do.
"""
import collections
import os
import secrets
import select
import socket
import struct
import sys
import time

DELAY = float(os.environ.get("AIR_DELAY", 0))
COMMAND, ACL, EVENT = 1, 2, 4
IO_CAPABILITY_REPLY, CONFIRM, NOT_CONFIRM = 0x042B, 0x042C, 0x042D
LINK_KEY_REPLY, RADIO_KEY = 0x040B, bytes(i % 10 for i in range(16))
PASSKEY_REPLY, NO_PASSKEY, NO_IO_CAPABILITY = 0x042E, 0x042F, 0x0434
COMMAND_COMPLETE, LINK_KEY, IO_REQUEST, IO_RESPONSE = 0x0E, 0x18, 0x31, 0x32
CONFIRMATION_REQUEST, PASSKEY_REQUEST, PASSKEY_NOTIFICATION = 0x33, 0x34, 0x3B
DISPLAY_ONLY, KEYBOARD_ONLY, NO_IO = 0, 2, 3
HEADER = {ACL: 5, 3: 4, EVENT: 3, 5: 5}


class Pairing:
    """One attempt of two addresses; `io` is (capability, authentication)."""

    def __init__(self, first, second):
        self.who = (first, second)
        self.io = {}
        self.answers = {}
        self.number = 0
        self.model = None
        self.done = False

    def choose(self):
        (a, auth_a), (b, auth_b) = (self.io[x] for x in self.who)
        if not (auth_a | auth_b) & 1 or NO_IO in (a, b):
            return "just works"
        return "passkey" if KEYBOARD_ONLY in (a, b) else "numeric"

    def agreed(self):
        a, b = (self.answers.get(x) for x in self.who)
        if self.model != "passkey":
            return a is True and b is True
        both_type = all(self.io[x][0] == KEYBOARD_ONLY for x in self.who)
        return a is not False and a == b and (a == self.number or both_type)

    def authenticated(self):
        shows = DISPLAY_ONLY in (self.io[x][0] for x in self.who)
        return self.model == "passkey" or self.model == "numeric" and not shows


class Air:
    """All controllers, and the pairings between them."""

    def __init__(self, count):
        self.controllers = [Controller(self) for _ in range(count)]
        self.pairings = {}

    def at(self, address):
        return next(c for c in self.controllers if c.address == address)

    def open_pairing(self, a, b):
        key = frozenset((a, b))
        if key not in self.pairings or self.pairings[key].done:
            self.pairings[key] = Pairing(a, b)
        return self.pairings[key]

    def find(self, a, b):
        return self.pairings.get(frozenset((a, b)))

    def begin(self, pairing):
        pairing.model = pairing.choose()
        pairing.number = secrets.randbelow(1_000_000)
        for me, peer in (pairing.who, pairing.who[::-1]):
            number = struct.pack("<I", pairing.number)
            if pairing.model != "passkey":
                self.at(me).event(CONFIRMATION_REQUEST, peer + number)
            elif pairing.io[me][0] == KEYBOARD_ONLY:
                self.at(me).event(PASSKEY_REQUEST, peer)
            else:
                self.at(me).event(PASSKEY_NOTIFICATION, peer + number)
                pairing.answers[me] = pairing.number

    def answer(self, pairing, me, value):
        pairing.answers[me] = value
        if value is not False and len(pairing.answers) < 2:
            return
        verdict = CONFIRM if pairing.agreed() else NOT_CONFIRM
        pairing.key = secrets.token_bytes(16)
        pairing.done = True
        for a, b in (pairing.who, pairing.who[::-1]):
            self.at(a).swallow += 1
            self.at(a).command(verdict, b)


class Controller:
    """One /dev/vhci device and its end of btvirt."""

    def __init__(self, air):
        self.air = air
        self.kernel = os.open("/dev/vhci", os.O_RDWR)
        os.write(self.kernel, b"\xff\x00")
        os.read(self.kernel, 260)
        self.radio = socket.socket(socket.AF_UNIX)
        self.radio.connect("/tmp/bt-server-bredrle")
        self.buffer = b""
        self.address = None
        self.landing = collections.deque()  # (when, packet)
        self.swallow = 0  # replies to commands that the kernel did not send

    def event(self, code, data):
        os.write(self.kernel, bytes([EVENT, code, len(data)]) + data)

    def complete(self, opcode, peer):
        self.event(COMMAND_COMPLETE, b"\x01" + struct.pack("<HB", opcode, 0) + peer)

    def command(self, opcode, data):
        self.radio.sendall(struct.pack("<BHB", COMMAND, opcode, len(data)) + data)

    def from_kernel(self):
        packet = os.read(self.kernel, 2048)
        if packet[0] == COMMAND:
            opcode = struct.unpack("<H", packet[1:3])[0]
            if self.pairs(opcode, packet[4:]):
                return
            if opcode == LINK_KEY_REPLY:
                packet = packet[:10] + self.radio_key(packet[4:10], packet[10:26])
        self.radio.sendall(packet)

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
        self.buffer += data
        while self.buffer:
            header = HEADER[self.buffer[0]]
            if len(self.buffer) < header:
                return
            length = header + (self.buffer[2] if self.buffer[0] == EVENT
                               else self.buffer[3] if self.buffer[0] == 3
                               else struct.unpack("<H", self.buffer[3:5])[0])
            if len(self.buffer) < length:
                return
            packet, self.buffer = self.buffer[:length], self.buffer[length:]
            packet = self.filtered(packet)
            if packet:
                # Events as well: they must not overtake the data.
                self.landing.append((time.monotonic() + DELAY, packet))

    def land(self):
        """Gives the kernel what has arrived; when the next packet does."""
        while self.landing and self.landing[0][0] <= time.monotonic():
            os.write(self.kernel, self.landing.popleft()[1])
        return self.landing[0][0] if self.landing else None

    def filtered(self, packet):
        """What the kernel may see of a packet, or nothing."""
        if packet[0] != EVENT:
            return packet
        code, data = packet[1], packet[3:]
        if code == COMMAND_COMPLETE and len(data) >= 10 and data[1:3] == b"\x09\x10":
            self.address = data[4:10]  # Read BD_ADDR
        if code == COMMAND_COMPLETE and self.swallow:
            if struct.unpack("<H", data[1:3])[0] in (CONFIRM, NOT_CONFIRM):
                self.swallow -= 1
                return None
        if code in (IO_RESPONSE, CONFIRMATION_REQUEST):
            return None  # ours are the true ones
        if code == LINK_KEY:
            pairing = self.air.find(self.address, data[:6])
            if pairing and pairing.done:
                kind = 8 if pairing.authenticated() else 7
                return packet[:3] + data[:6] + pairing.key + bytes([kind])
        return packet


def main():
    air = Air(int(sys.argv[1]))
    poll = select.poll()
    takers = {}
    for controller in air.controllers:
        takers[controller.kernel] = controller.from_kernel
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
