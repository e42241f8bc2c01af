# SPDX-License-Identifier: GPL-3.0-or-later
"""The BR/EDR links of one controller of btvirt's, and whose data is whose.

btvirt delivers data under the sender's handle: where the box has two phones, the
second one's handle is another at each end. So the sender writes who it is into the
two bits for broadcasts (Core Specification, Vol 4, Part E, 5.4.2), which btvirt leaves
alone, and the receiver puts its own handle there. LE data goes as it did.
"""
import struct

CONNECTION_COMPLETE, DISCONNECTION_COMPLETE = 0x03, 0x05
SUCCESS, BREDR = 0, 1
START = 0x2000  # of a packet; 0 says the same, but only on its way to a controller


class Links:
    def __init__(self, place):
        self.place = place  # of the controller: 1, 2 or 3
        self.peers = {}  # by handle

    def see(self, code, data):
        """An event on its way to the kernel."""
        if data[0] != SUCCESS or code not in (CONNECTION_COMPLETE, DISCONNECTION_COMPLETE):
            return
        handle = struct.unpack("<H", data[1:3])[0]
        if code == DISCONNECTION_COMPLETE:
            self.peers.pop(handle, None)
        elif data[9] == BREDR:
            self.peers[handle] = data[3:9]

    def marked(self, packet):
        """Data on its way to the radio."""
        word = struct.unpack("<H", packet[1:3])[0]
        boundary, handle = word & 0x3000, word & 0x0FFF
        if handle not in self.peers:
            return packet
        return with_word(packet, self.place << 14 | (boundary or START) | handle)

    def unmarked(self, packet, addresses):
        """Data that has come; nothing where its link is gone. The addresses are those of all
        controllers, in their order."""
        word = struct.unpack("<H", packet[1:3])[0]
        if not word >> 14:
            return packet
        peer = addresses[(word >> 14) - 1]
        mine = [handle for handle, address in self.peers.items() if address == peer]
        return with_word(packet, word & 0x3000 | mine[0]) if mine else None


def with_word(packet, word):
    return packet[:1] + struct.pack("<H", word) + packet[3:]
