# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyboard of the kernel's uinput (linux/uinput.h), as if it were plugged in."""
import fcntl
import glob
import os
import shutil
import struct
import time

UI_SET_EVBIT, UI_SET_KEYBIT = 0x40045564, 0x40045565
UI_DEV_CREATE, UI_DEV_DESTROY = 0x5501, 0x5502
EV_SYN, EV_KEY = 0, 1
BUS_USB, BUS_BLUETOOTH = 0x03, 0x05
KEYS = {"enter": 28, "esc": 1, **{str(d): 2 + (d - 1) % 10 for d in range(10)}}


class Keypad:
    def __init__(self, name, bus=BUS_USB):
        before = set(glob.glob("/dev/input/event*"))
        self.file = os.open("/dev/uinput", os.O_WRONLY)
        fcntl.ioctl(self.file, UI_SET_EVBIT, EV_KEY)
        for code in KEYS.values():
            fcntl.ioctl(self.file, UI_SET_KEYBIT, code)
        os.write(self.file, struct.pack("80sHHHHi", name.encode(), bus, 1, 1, 1, 0)
                 + bytes(4 * 64 * 4))
        fcntl.ioctl(self.file, UI_DEV_CREATE)
        end = time.monotonic() + 5
        while not (made := set(glob.glob("/dev/input/event*")) - before):
            if time.monotonic() > end:
                raise RuntimeError("uinput makes no device")
        # As udev does, a moment after the node is made.
        for node in made:
            shutil.chown(node, "root", "input")
            os.chmod(node, 0o660)

    def press(self, key):
        for value in (1, 0):
            for kind, code, what in ((EV_KEY, KEYS[key], value), (EV_SYN, 0, 0)):
                os.write(self.file, struct.pack("llHHi", 0, 0, kind, code, what))

    def type(self, digits):
        for digit in digits:
            self.press(digit)

    def unplug(self):
        fcntl.ioctl(self.file, UI_DEV_DESTROY)
        os.close(self.file)
