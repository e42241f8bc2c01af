# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a stream of bytes is a packet of HCI (Core Specification, Vol 4, Part A and E, 5.4)."""
import struct

COMMAND, ACL, SCO, EVENT, ISO = 1, 2, 3, 4, 5
HEADER = {COMMAND: "<xHB", ACL: "<xHH", SCO: "<xHB", EVENT: "<xBB", ISO: "<xHH"}  # to its length


class Packets:
    def __init__(self):
        self.left = b""

    def of(self, data):
        """The packets that are whole with these bytes."""
        self.left += data
        while self.left:
            header = HEADER[self.left[0]]
            start = struct.calcsize(header)
            if len(self.left) < start:
                return
            end = start + struct.unpack(header, self.left[:start])[-1]
            if len(self.left) < end:
                return
            packet, self.left = self.left[:end], self.left[end:]
            yield packet
