# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel's end of an emulated controller."""
import fcntl
import os
import struct
import termios
import tty

from packets import Packets

VHCI = "/dev/vhci"
# linux/tty.h and drivers/bluetooth/hci_uart.h
N_HCI, HCI_UART_H4, HCIUARTSETPROTO = 15, 0, 0x400455C8


def end():
    return Vhci() if os.path.exists(VHCI) else Uart()


class Vhci:
    """As hci_vhci has it: a packet at a time."""

    def __init__(self):
        self.device = os.open(VHCI, os.O_RDWR)
        os.write(self.device, b"\xff\x00")
        os.read(self.device, 260)

    def fileno(self):
        return self.device

    def taken(self):
        return [os.read(self.device, 2048)]

    def give(self, packet):
        os.write(self.device, packet)


class Uart:
    """Debian's kernel for arm64 has no hci_vhci, but hci_uart: it takes any serial line, one
    without a wire, too, for that of a chip."""

    def __init__(self):
        self.wire, self.line = os.openpty()
        tty.setraw(self.line)
        fcntl.ioctl(self.line, termios.TIOCSETD, struct.pack("i", N_HCI))
        fcntl.ioctl(self.line, HCIUARTSETPROTO, HCI_UART_H4)
        self.packets = Packets()

    def fileno(self):
        return self.wire

    def taken(self):
        return self.packets.of(os.read(self.wire, 4096))

    def give(self, packet):
        while packet:
            packet = packet[os.write(self.wire, packet):]
